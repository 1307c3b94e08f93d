/**
 * Reads the blocks of wiki markup.
 *
 * @module
 */
import type { Code } from "mdast";
import { formatAttributes } from "../dialect/attributes.ts";
import { type Block, fence, item, list, paragraph } from "../dialect/nodes.ts";
import { type Box, type Piece, Uncarried, unpacked } from "../dialect/write.ts";
import { NOFORMAT, RAW } from "./names.ts";
import { readLine } from "./read_inline.ts";
import { readParameters } from "./read_links.ts";
import { readTable } from "./read_tables.ts";

/** The pieces of a text. */
export function* piecesOf(wiki: string): Generator<Piece> {
  for (const part of partsOf(wiki)) {
    if (part.kind === "lines") yield* linePieces(part.text.split("\n"));
    else yield macroPiece(part);
  }
}

/** A line, or a macro with content between its tags. */
type Part =
  | { readonly kind: "lines"; readonly text: string }
  | Macro;

interface Macro {
  readonly kind: "macro";
  readonly name: string;
  /** The parameters after the name: `java|title=A`. */
  readonly parameters: string;
  readonly inner: string;
  /** The whole source, including tags. */
  readonly whole: string;
}

const TAG = /(?<!\\)\{(code|noformat|quote|panel)(?::([^{}\n]*))?\}/g;

function* partsOf(wiki: string): Generator<Part> {
  let done = 0;
  const closing = closingTags(wiki);
  for (const match of wiki.matchAll(TAG)) {
    const [tag, name = "", parameters = ""] = match;
    if (match.index < done) continue;
    const end = closing(name, match.index + tag.length);
    if (end === undefined) continue;
    if (match.index > done) yield { kind: "lines", text: wiki.slice(done, match.index) };
    done = end + name.length + 2;
    yield {
      kind: "macro",
      name,
      parameters,
      inner: wiki.slice(match.index + tag.length, end),
      whole: wiki.slice(match.index, done),
    };
  }
  if (done < wiki.length) yield { kind: "lines", text: wiki.slice(done) };
}

/** Finds the next `{name}` from an offset. A name that was not found is not searched again. */
function closingTags(wiki: string): (name: string, from: number) => number | undefined {
  const missing = new Set<string>();
  return (name, from) => {
    if (missing.has(name)) return undefined;
    const end = wiki.indexOf(`{${name}}`, from);
    if (end < 0) missing.add(name);
    return end < 0 ? undefined : end;
  };
}

function macroPiece(macro: Macro): Piece {
  const raw = (): Code => fence(RAW, macro.whole);
  if (macro.name === "panel") return { form: panel(macro), raw };
  const blocks = (): readonly Block[] => [macro.name === "quote" ? quote(macro) : codeBlock(macro)];
  return { form: { blocks }, raw };
}

function panel({ parameters, inner }: Macro): Box {
  const attributes = parameters === "" ? {} : readParameters(parameters, "|");
  return { name: "panel", attributes, content: () => piecesOf(inner) };
}

function quote({ inner, parameters }: Macro): Block {
  if (parameters !== "") throw new Uncarried();
  return { type: "blockquote", children: unpacked(piecesOf(inner)) };
}

/** A code block. Its first parameter without a value is the language. */
function codeBlock({ name, parameters, inner }: Macro): Block {
  const value = inner.replace(/^\n/, "").replace(/\n$/, "");
  const all = parameters === "" ? {} : readParameters(parameters, "|");
  const [first] = Object.keys(all);
  const language = first !== undefined && all[first] === "" ? first : undefined;
  const { [language ?? ""]: _language, ...others } = all;
  if (language !== undefined && (name === NOFORMAT || [RAW, NOFORMAT, ""].includes(language))) {
    throw new Uncarried();
  }
  const lang = name === NOFORMAT ? NOFORMAT : language;
  const written = Object.keys(others).length === 0 ? "" : formatAttributes(others);
  if (lang === undefined) return fence(written, value);
  return { ...fence(lang, value), ...(written === "" ? {} : { meta: written }) };
}

const HEADING = /^ *h([1-6])\. +(\S.*)$/;
const QUOTED = /^ *bq\. +(\S.*)$/;
const RULE = /^ *-{4,} *$/;
const ITEM = /^ *([*#-]+) +(\S.*)$/;
const ROW = /^ *\|/;

function startsBlock(line: string): boolean {
  return [HEADING, QUOTED, RULE, ITEM, ROW].some((pattern) => pattern.test(line));
}

function* linePieces(lines: readonly string[]): Generator<Piece> {
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      at++;
      continue;
    }
    const end = blockEnd(lines, at);
    const own = lines.slice(at, end);
    yield { form: { blocks: () => readBlock(own) }, raw: () => fence(RAW, own.join("\n")) };
    at = end;
  }
}

/** The line after a block. */
function blockEnd(lines: readonly string[], at: number): number {
  const first = lines[at] ?? "";
  if (HEADING.test(first) || QUOTED.test(first) || RULE.test(first)) return at + 1;
  const [list, table] = [ITEM.test(first), ROW.test(first)];
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? "";
    const same = (list && ITEM.test(line)) || (table && ROW.test(line));
    if (line.trim() === "" || (!same && startsBlock(line))) break;
  }
  return end;
}

function readBlock(lines: readonly string[]): readonly Block[] {
  const [first = ""] = lines;
  const heading = HEADING.exec(first);
  if (heading !== null) {
    const depth = ([1, 2, 3, 4, 5, 6] as const).find((level) => `${level}` === heading[1]) ?? 6;
    return [{ type: "heading", depth, children: readLine(heading[2] ?? "", "tag") }];
  }
  const quoted = QUOTED.exec(first);
  if (quoted !== null) return [{ type: "blockquote", children: [paragraphOf(quoted[1] ?? "")] }];
  if (RULE.test(first)) return [{ type: "thematicBreak" }];
  if (ITEM.test(first)) return readLists(lines);
  if (ROW.test(first)) return [readTable(lines)];
  return [paragraphOf(lines.join("\n"))];
}

function paragraphOf(wiki: string): Block & { readonly type: "paragraph" } {
  const line = readLine(wiki, "backslash");
  if (line.length === 0) throw new Uncarried();
  return paragraph(line);
}

/** An item: its markers (`*`, `#`, one per enclosing list), and its lines. */
interface Item {
  readonly markers: string;
  readonly lines: string[];
}

function readLists(lines: readonly string[]): readonly Block[] {
  const items: Item[] = [];
  for (const line of lines) {
    const match = ITEM.exec(line);
    if (match === null) items.at(-1)?.lines.push(line);
    else items.push({ markers: (match[1] ?? "").replaceAll("-", "*"), lines: [match[2] ?? ""] });
  }
  return nestedLists(items, 0);
}

const DEEPEST = 20;

/** The lists of items at a nesting depth. */
function nestedLists(items: readonly Item[], depth: number): Block[] {
  if (depth > DEEPEST) throw new Uncarried();
  const lists: Block[] = [];
  for (let at = 0; at < items.length;) {
    const kind = items[at]?.markers.charAt(depth);
    let end = at;
    while (end < items.length && items[end]?.markers.charAt(depth) === kind) end++;
    lists.push(listOf(items.slice(at, end), depth));
    at = end;
  }
  return lists;
}

function listOf(items: readonly Item[], depth: number): Block {
  const ordered = items[0]?.markers.charAt(depth) === "#";
  const groups: { own: Item | undefined; below: Item[] }[] = [];
  for (const each of items) {
    const last = groups.at(-1);
    if (each.markers.length === depth + 1) groups.push({ own: each, below: [] });
    else if (last !== undefined) last.below.push(each);
    // An item that is nested deeper than its parent allows.
    else throw new Uncarried();
  }
  return list(
    groups.map(({ own, below }) =>
      item([paragraphOf((own?.lines ?? []).join("\n")), ...nestedLists(below, depth + 1)])
    ),
    { ordered },
  );
}

/**
 * Finds the definitions of links (`[label]: address "title"`), which apply to the whole text, wherever they are: at the
 * top, in a quote or in a list; but not in code, and not within a paragraph.
 *
 * @module
 */
import { fromMarkdown } from "mdast-util-from-markdown";
import { Fences } from "./fences.ts";
import { excessOf } from "./limits.ts";
import { definitionLabel, isBlank, isLineBlock, isTitle, isUnderline, normalLabel } from "./lines.ts";

/** Definitions by label, each as Markdown. */
type Definitions = ReadonlyMap<string, string>;

/** A line without the markers of quotes and items before it. */
interface Unwrapped {
  readonly text: string;
  readonly indent: number;
  /** Number of enclosing quotes. */
  readonly quotes: number;
  /** Whether an item begins. */
  readonly begins: boolean;
}

const MARKERS = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*/;

function unwrapped(line: string): Unwrapped {
  const markers = MARKERS.exec(line)?.[0] ?? "";
  const rest = line.slice(markers.length);
  const text = rest.replace(/^[ \t]+/, "");
  return {
    text,
    indent: rest.length - text.length - (markers === "" ? 0 : 1),
    quotes: markers.split(">").length - 1,
    begins: /[-*+.)]/.test(markers),
  };
}

/** The most lines of a definition, or of definitions side by side, that are read at once. */
const MOST_LINES = 64;

/** Finds the definitions of a text; the first one of a label counts. */
export function definitionsIn(lines: readonly string[], markdown: string): Definitions {
  const definitions = new Map<string, string>();
  if (!markdown.includes("]:")) return definitions;
  const fences = new Fences();
  let before: { readonly quotes: number; readonly isOpen: boolean } = { quotes: 0, isOpen: false };
  let inList = false;
  for (let at = 0; at < lines.length; at++) {
    const line = unwrapped(lines[at] ?? "");
    const kind = fences.read(lines[at] ?? "");
    if (kind === "code") continue;
    const isOpen = before.isOpen && !line.begins && line.quotes <= before.quotes;
    inList = line.begins || (inList && (line.indent > 0 || isOpen || line.text === ""));
    const isCode = line.indent > 3 && !inList;
    const count = isOpen || isCode || kind === "opening" || !line.text.startsWith("[")
      ? 0
      : collect(definitions, lines, at);
    at += Math.max(0, count - 1);
    const isText = !isBlank(line.text) && !isLineBlock(line.text) && !isUnderline(line.text);
    before = { quotes: line.quotes, isOpen: count === 0 && kind === "text" && !isCode && isText };
  }
  return definitions;
}

/** Adds the definitions that begin on a line; returns the number of lines they take. */
function collect(definitions: Map<string, string>, lines: readonly string[], at: number): number {
  const { text } = unwrapped(lines[at] ?? "");
  const add = (label: string, definition: string): void => {
    if (!definitions.has(label)) definitions.set(label, definition);
  };
  const simple = definitionLabel(text);
  if (simple !== undefined && !isTitle(unwrapped(lines[at + 1] ?? "").text)) {
    add(simple, text);
    return 1;
  }
  const chunk: string[] = [];
  for (const line of lines.slice(at, at + MOST_LINES)) {
    const own = unwrapped(line);
    if (own.text === "" || (chunk.length > 0 && own.begins)) break;
    chunk.push(own.text);
  }
  const source = chunk.join("\n");
  if (!source.includes("]:") || excessOf(source) !== undefined) return 0;
  let count = 0;
  for (const node of fromMarkdown(source).children) {
    if (node.type !== "definition") break;
    add(normalLabel(node.label ?? ""), source.slice(node.position?.start.offset, node.position?.end.offset));
    count = node.position?.end.line ?? count;
  }
  return count;
}

/** The texts in brackets, which may refer to definitions. */
export function* labelsIn(markdown: string): Generator<string> {
  let open = -1;
  for (let at = markdown.indexOf("["); at >= 0 && at < markdown.length; at++) {
    const character = markdown.charAt(at);
    if (character === "\\") at++;
    else if (character === "[") open = at;
    else if (character === "]" && open >= 0) {
      yield markdown.slice(open + 1, at);
      open = -1;
    }
  }
}

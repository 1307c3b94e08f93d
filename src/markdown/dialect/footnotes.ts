/**
 * Footnotes (`text[^1]` and `[^1]: the note`): numbers in the text, and a numbered list at its end.
 *
 * @module
 */
import { Fences } from "./fences.ts";
import { interrupts, isLineBlock } from "./lines.ts";
import { atom, type Inline, text } from "./nodes.ts";

/** The footnotes of a text. */
export interface Footnotes {
  /** The lines of the text without them. */
  readonly lines: readonly string[];
  /** The number of each footnote, by label, in the order in which the text refers to them. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The lines of each footnote, in the order of the numbers. */
  readonly notes: readonly (readonly string[])[];
}

const DEFINITION = /^ {0,3}\[\^([^\][\s]{1,100})\]:(.*)$/;
/** A definition within a quote or an item, which is text. */
const INNER = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+[ \t]*\[\^[^\][\s]{1,100}\]:/;
/** A reference, or an escaped one. */
const REFERENCE = /(\\?)\[\^([^\][\s]{1,100})\](?!:)/g;

/** Takes the footnotes out of a text. One that nothing refers to stays where it is, as text. */
export function footnotesIn(lines: readonly string[], markdown: string): Footnotes {
  const none: Footnotes = { lines, numbers: new Map(), notes: [] };
  if (!markdown.includes("[^") || !markdown.includes("]:")) return none;
  const { found, inner } = definitions(lines);
  const numbers = new Map<string, number>();
  for (const [, escape, label = ""] of markdown.matchAll(REFERENCE)) {
    if (escape === "" && found.has(label) && !numbers.has(label)) numbers.set(label, numbers.size + 1);
  }
  const result = [...lines];
  // Otherwise it could be read as the definition of a link.
  const others = [...found].flatMap(([label, { from }]) => numbers.has(label) ? [] : [from]);
  for (const at of [...others, ...inner]) result[at] = (result[at] ?? "").replace("[^", "\\[^");
  const notes = [...numbers.keys()].map((label) => {
    const { from, to, note } = found.get(label) ?? { from: 0, to: 0, note: [] };
    result.fill("", from, to);
    return note;
  });
  return { lines: result, numbers, notes };
}

/** The lines of a footnote in the text, and its own lines. */
interface Found {
  readonly from: number;
  readonly to: number;
  readonly note: readonly string[];
}

function definitions(
  lines: readonly string[],
): { readonly found: ReadonlyMap<string, Found>; readonly inner: readonly number[] } {
  const inner: number[] = [];
  const found = new Map<string, Found>();
  const fences = new Fences();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (fences.read(line) !== "text") continue;
    if (INNER.test(line)) inner.push(at);
    const [, label, first = ""] = DEFINITION.exec(line) ?? [];
    if (label === undefined || found.has(label)) continue;
    const to = endOf(lines, at + 1);
    const rest = lines.slice(at + 1, to).map((own) => own.replace(/^(?: {1,4}|\t)/, ""));
    found.set(label, { from: at, to, note: [first.trimStart(), ...rest] });
    at = to - 1;
  }
  return { found, inner };
}

/** The line after a footnote: it goes on in the lines right after it, and in indented ones after a blank line. */
function endOf(lines: readonly string[], from: number): number {
  let end = from;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line.trim() === "") continue;
    const indented = /^(?: {4}|\t)/.test(line);
    const lazy = at === end && !DEFINITION.test(line) && !interrupts(line) && !isLineBlock(line);
    if (!indented && !lazy) break;
    end = at + 1;
  }
  return end;
}

/**
 * A text with the numbers of footnotes in place of references.
 *
 * @param source the text as it is written, with its escapes
 */
export function withNumbers(
  value: string,
  numbers: ReadonlyMap<string, number>,
  source: string,
): readonly Inline[] {
  if (numbers.size === 0 || !value.includes("[^")) return [text(value)];
  const nodes: Inline[] = [];
  let done = 0;
  const written = [...source.matchAll(REFERENCE)];
  for (const [at, match] of [...value.matchAll(REFERENCE)].entries()) {
    const number = numbers.get(match[2] ?? "");
    if (number === undefined || written[at]?.[1] === "\\") continue;
    const end = match.index + match[0].length;
    const begin = end - `[^${match[2] ?? ""}]`.length;
    if (begin > done) nodes.push(text(value.slice(done, begin)));
    nodes.push(atom({ name: "sup", attributes: {}, label: `${number}` }));
    done = end;
  }
  if (done < value.length) nodes.push(text(value.slice(done)));
  return nodes;
}

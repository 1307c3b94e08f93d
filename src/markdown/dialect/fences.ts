/**
 * Tells fenced code from text, line by line: at the top, in quotes and in items, as the parser does.
 *
 * @module
 */
import { closes, fenceOpening, type Opening } from "./lines.ts";

/** What a line is: text, the first line of fenced code, or another line of it. */
type LineKind = "text" | "opening" | "code";

/** A quote or an item around a fence: what each of its lines begins with. */
type Around = "quote" | { readonly columns: number };

const QUOTE = /> ?/y;
const MARKER = /(?:[-*+]|\d{1,9}[.)]) {1,4}(?=\S)/y;
/** The beginning of an item. */
const ITEM = /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;

/** The lines of a text, in their order. */
export class Fences {
  #open: (Opening & { readonly around: readonly Around[] }) | undefined;
  #inList = false;

  /** Whether the last line is in a list, as far as lines tell. */
  get inList(): boolean {
    return this.#inList;
  }

  /** Reads the next line. */
  read(line: string): LineKind {
    if (this.#open !== undefined) {
      const inner = innerOf(expanded(line), this.#open.around);
      if (inner !== undefined) {
        if (closes(inner, this.#open)) this.#open = undefined;
        return "code";
      }
      this.#open = undefined;
    }
    if (/^\S/.test(line)) this.#inList = ITEM.test(line);
    if (!line.includes("```") && !line.includes("~~~")) return "text";
    return this.#opens(expanded(line)) ? "opening" : "text";
  }

  #opens(line: string): boolean {
    const around: Around[] = [];
    let at = 0;
    for (let end = stepEnd(line, at); end > at; end = stepEnd(line, at)) {
      around.push(
        line.charAt(end - 1) === ">" || line.charAt(end - 2) === ">" ? "quote" : { columns: end - at },
      );
      at = end;
    }
    const rest = line.slice(at);
    const inner = rest.replace(/^ +/, "");
    const indent = rest.length - inner.length;
    if (this.#inList && around.length === 0 && indent > 0) around.push({ columns: Math.max(1, indent - 3) });
    const opening = fenceOpening(this.#inList ? inner : rest);
    this.#open = opening === undefined ? undefined : { ...opening, around };
    return opening !== undefined;
  }
}

/** The end of the marker of a quote or item at an offset; the offset if there is none. */
function stepEnd(line: string, at: number): number {
  const end = endOf(QUOTE, line, at);
  return end > at ? end : endOf(MARKER, line, at);
}

/** The end of what a pattern finds after the spaces at an offset; the offset if it finds nothing. */
function endOf(pattern: RegExp, line: string, at: number): number {
  pattern.lastIndex = at;
  while (line.charAt(pattern.lastIndex) === " ") pattern.lastIndex++;
  return pattern.test(line) ? pattern.lastIndex : at;
}

/** A line of code without what is around it; `undefined` if the quote or item has ended. */
function innerOf(line: string, around: readonly Around[]): string | undefined {
  let at = 0;
  for (const each of around) {
    if (each === "quote") {
      const end = endOf(QUOTE, line, at);
      if (end === at) return undefined;
      at = end;
      continue;
    }
    const inside = line.slice(at, at + each.columns).trim() === "";
    if (!inside) return undefined;
    at += each.columns;
  }
  return line.slice(at).replace(/^ +/, "");
}

/** A line with spaces in place of the tabs at its beginning and after markers. */
function expanded(line: string): string {
  if (!line.includes("\t")) return line;
  let result = "";
  for (const character of line) {
    result += character === "\t" ? " ".repeat(4 - (result.length % 4)) : character;
  }
  return result;
}

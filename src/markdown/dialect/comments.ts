/**
 * HTML comments are for the readers of the source: they are never part of the text.
 *
 * @module
 */
import { closes, fenceOpening, isIndentedCode, type Opening } from "./lines.ts";

const BEGIN = /^((?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*)([ \t]*)<!--/;
/** The beginning of an item. */
const ITEM = /^(?:[-*+]|\d{1,9}[.)])[ \t]/;

/**
 * Replaces comments that begin a line, outside of code, by blank lines, so that the other lines keep their numbers. A
 * comment without an end is text. Comments within a line are left to the parser.
 */
export function withoutComments(lines: readonly string[], markdown: string): readonly string[] {
  if (!markdown.includes("<!--")) return lines;
  const result = [...lines];
  let fence: Opening | undefined;
  let inList = false;
  for (let at = 0; at < result.length; at++) {
    const line = result[at] ?? "";
    const text = line.trimStart();
    if (fence !== undefined) {
      if (closes(text, fence)) fence = undefined;
      continue;
    }
    fence = fenceOpening(text.replace(/^(?:[ \t]*>)+[ \t]?/, ""));
    if (/^\S/.test(line)) inList = ITEM.test(line);
    const [begin, markers = "", indent = ""] = BEGIN.exec(line) ?? [];
    const isCode = markers === "" && !inList && isIndentedCode(line);
    if (begin === undefined || isCode) continue;
    const end = endOf(result, { at, from: begin.length });
    // No later comment has an end either.
    if (end === undefined) break;
    const last = result[end] ?? "";
    const rest = last.slice(last.indexOf("-->", end === at ? begin.length : 0) + "-->".length);
    result.fill("", at, end + 1);
    if (rest.trim() !== "") result[end] = `${markers}${indent}${rest}`;
    else result[at] = markers;
    at = rest.trimStart().startsWith("<!--") ? end - 1 : end;
  }
  return result;
}

/** The line on which a comment ends. */
function endOf(lines: readonly string[], { at, from }: { at: number; from: number }): number | undefined {
  for (let end = at; end < lines.length; end++) {
    if ((lines[end] ?? "").includes("-->", end === at ? from : 0)) return end;
  }
  return undefined;
}

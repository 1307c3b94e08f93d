/**
 * HTML comments are for the readers of the source: they are never part of the text.
 *
 * @module
 */
import { Fences } from "./fences.ts";
import { isIndentedCode } from "./lines.ts";

const BEGIN = /^((?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*)([ \t]*)<!--/;

/**
 * Replaces comments that begin a line, outside of code, by blank lines, so that the other lines keep their numbers. A
 * comment without an end is text. Comments within a line are left to the parser.
 */
export function withoutComments(lines: readonly string[], markdown: string): readonly string[] {
  if (!markdown.includes("<!--")) return lines;
  const result = [...lines];
  const fences = new Fences();
  for (let at = 0; at < result.length; at++) {
    const line = result[at] ?? "";
    if (fences.read(line) !== "text") continue;
    const [begin, markers = "", indent = ""] = BEGIN.exec(line) ?? [];
    const isCode = markers === "" && !fences.inList && isIndentedCode(line);
    if (begin === undefined || isCode) continue;
    // `<!-->` and `<!--->` are whole comments.
    const from = begin.length - "--".length;
    const end = endOf(result, { at, from });
    // No later comment has an end either.
    if (end === undefined) break;
    const last = result[end] ?? "";
    const rest = last.slice(last.indexOf("-->", end === at ? from : 0) + "-->".length);
    result.fill("", at, end + 1);
    if (rest.trim() !== "") result[end] = `${markers}${indent}${rest}`;
    else result[at] = markers;
    at = rest.trimStart().startsWith("<!--") ? end - 1 : end;
  }
  return result;
}

/** An escape, code, or a comment within a line. */
const INLINE = /\\[^]|(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)|(<!--(?:-?>|[^]*?-->))/g;

/** The comments within lines of Markdown, not those in code. */
export function commentsIn(written: string): readonly string[] {
  if (!written.includes("<!--")) return [];
  return [...written.matchAll(INLINE)].flatMap(([, , comment]) => comment === undefined ? [] : [comment]);
}

/** Lines of Markdown without the comments in them. */
export function withoutInlineComments(written: string): string {
  if (!written.includes("<!--")) return written;
  return written.replace(INLINE, (all: string, _ticks, comment?: string) => comment === undefined ? all : "");
}

/** The line on which a comment ends. */
function endOf(lines: readonly string[], { at, from }: { at: number; from: number }): number | undefined {
  for (let end = at; end < lines.length; end++) {
    if ((lines[end] ?? "").includes("-->", end === at ? from : 0)) return end;
  }
  return undefined;
}

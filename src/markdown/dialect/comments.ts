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
    if (rest.trim() !== "") {
      result[end] = `${markers}${indent}${rest.replace(/^[ \t]+/, "").replace(/^(?=```|~~~)/, "\\")}`;
    } else result[at] = markers;
    at = rest.trimStart().startsWith("<!--") ? end - 1 : end;
  }
  return result;
}

/** The comments within lines of Markdown, not those in code. */
export function commentsIn(written: string): readonly string[] {
  return [...spansIn(written)].map(({ from, to }) => written.slice(from, to));
}

/**
 * Lines of Markdown without the comments in them.
 *
 * @param instead what to write for a comment
 */
export function withoutInlineComments(
  written: string,
  instead: (comment: string) => string = () => "",
): string {
  let result = "";
  let done = 0;
  for (const { from, to } of spansIn(written)) {
    result += written.slice(done, from) + instead(written.slice(from, to));
    done = to;
  }
  return result + written.slice(done);
}

/** Where a comment is. */
interface Span {
  readonly from: number;
  readonly to: number;
}

function* spansIn(written: string): Generator<Span> {
  if (!written.includes("<!--")) return;
  const token = /\\[^]|`+|<!--/g;
  const runs = runsOf(written);
  const last = written.lastIndexOf("-->");
  for (let match = token.exec(written); match !== null; match = token.exec(written)) {
    const [{ length }, from] = [match[0], match.index];
    if (match[0] === "<!--") {
      // `<!-->` and `<!--->` are whole comments.
      if (from + 2 > last) continue;
      const to = written.indexOf("-->", from + 2) + "-->".length;
      yield { from, to };
      token.lastIndex = to;
    } else if (match[0].startsWith("`")) {
      const own = runs.get(length) ?? [];
      while (own.length > 0 && (own.at(-1) ?? 0) <= from) own.pop();
      token.lastIndex = (own.at(-1) ?? from) + length;
    }
  }
}

/** Where backticks are, by their number, the last one first. */
function runsOf(written: string): ReadonlyMap<number, number[]> {
  const runs = new Map<number, number[]>();
  for (const { 0: ticks, index } of [...written.matchAll(/`+/g)].reverse()) {
    const own = runs.get(ticks.length) ?? [];
    runs.set(ticks.length, own);
    own.push(index);
  }
  return runs;
}

/** The line on which a comment ends. */
function endOf(lines: readonly string[], { at, from }: { at: number; from: number }): number | undefined {
  for (let end = at; end < lines.length; end++) {
    if ((lines[end] ?? "").includes("-->", end === at ? from : 0)) return end;
  }
  return undefined;
}

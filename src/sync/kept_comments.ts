/**
 * Keeps the HTML comments of a file when its page has changed: the site has none.
 *
 * @module
 */
import { withoutComments } from "../markdown/dialect/comments.ts";

/** A comment of a file. */
interface Comment {
  /** Its lines; a comment within a line has the whole line. */
  readonly lines: readonly string[];
  /** The line before which it stands, or the line itself without it; `undefined` at the end of the file. */
  readonly anchor: string | undefined;
  /** How many lines like the anchor are before it. */
  readonly nth: number;
  readonly inLine: boolean;
}

/**
 * Puts the comments of a file into the new text of its page, each before the line before which it was.
 *
 * @returns `undefined` if the page no longer has one of those lines.
 */
export function keepComments(old: string, text: string): string | undefined {
  const lines = text.split("\n");
  const { places } = indexed(lines);
  const exact = new Set(lines);
  const before = new Map<number, readonly string[]>();
  for (const { lines: own, anchor, nth, inLine } of commentsOf(old)) {
    // Code, which the page has.
    if (inLine && exact.has(own[0] ?? "")) continue;
    const like = anchor === undefined ? [endOf(lines)] : places.get(anchor) ?? [];
    // The only line like it counts wherever it is.
    const at = like.length === 1 ? like[0] : like[nth];
    if (at === undefined) return undefined;
    if (inLine) lines[at] = own.join("\n");
    else before.set(at, [...before.get(at) ?? [], ...own, ""]);
  }
  const written = lines.flatMap((line, at) => [...before.get(at) ?? [], line]);
  return [...written, ...before.get(lines.length) ?? []].join("\n");
}

function commentsOf(text: string): readonly Comment[] {
  const lines = text.split("\n");
  const rest = withoutComments(lines, text);
  const { nth, next } = indexed(rest);
  const comments: Comment[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (rest[at] === lines[at] && !isInline(lines[at] ?? "")) continue;
    const from = at;
    while (rest[at]?.trim() === "" && at + 1 < lines.length && rest[at + 1] !== lines[at + 1]) at++;
    const inLine = rest[at]?.trim() !== "";
    const anchor = inLine ? at : next[at + 1] ?? lines.length;
    comments.push({
      lines: lines.slice(from, at + 1),
      inLine,
      anchor: anchor < lines.length ? likeness(rest[anchor] ?? "") : undefined,
      nth: nth[anchor] ?? 0,
    });
  }
  return comments;
}

/** Where the lines of a text are that look the same, how many are before each, and the next one that is not blank. */
function indexed(lines: readonly string[]): {
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly nth: readonly number[];
  readonly next: readonly number[];
} {
  const places = new Map<string, number[]>();
  const nth = lines.map((line, at) => {
    const own = places.get(likeness(line)) ?? [];
    places.set(likeness(line), own);
    return own.push(at) - 1;
  });
  const next: number[] = [];
  for (let at = lines.length - 1, found = lines.length; at >= 0; at--) {
    if ((lines[at] ?? "").trim() !== "") found = at;
    next[at] = found;
  }
  return { places, nth, next };
}

/** Whether a comment begins and ends within a line. */
function isInline(line: string): boolean {
  const at = line.indexOf("<!--");
  return at >= 0 && line.includes("-->", at);
}

/** A line without comments in it, and without white space at its ends. */
function likeness(line: string): string {
  if (!line.includes("<!--")) return line.trim();
  let text = "";
  let done = 0;
  for (let at = line.indexOf("<!--"); at >= 0; at = line.indexOf("<!--", done)) {
    const end = line.indexOf("-->", at);
    if (end < 0) break;
    text += line.slice(done, at).trimEnd();
    done = end + "-->".length;
  }
  return (text + line.slice(done)).trim();
}

/** The index after the last line that is not blank. */
function endOf(lines: readonly string[]): number {
  let end = lines.length;
  while (end > 0 && (lines[end - 1] ?? "").trim() === "") end--;
  return end;
}

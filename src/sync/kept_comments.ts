/**
 * Keeps the HTML comments of a file when its page has changed: the site has none.
 *
 * @module
 */
import { UsageError } from "../core/errors.ts";
import { withoutComments, withoutInlineComments } from "../markdown/dialect/comments.ts";
import { Fences } from "../markdown/dialect/fences.ts";
import { markdownToStorage } from "../markdown/mod.ts";
import { frontLength } from "./front_matter.ts";
import { converted, type Endless } from "./render.ts";

/** A comment of a file. */
interface Comment {
  /** Its lines; a comment within lines has the whole lines. */
  readonly lines: readonly string[];
  /** The line before which it stands, or the line itself without it; `undefined` at the end of the file. */
  readonly anchor: number | undefined;
  readonly inLine: boolean;
}

/**
 * Puts the comments of a file into the new text of its page, each before the line before which it was.
 *
 * @returns `undefined` if the page no longer has one of those lines, has several and not one is certainly the same, or
 * would not be the same page with a comment there.
 */
export function keepComments(old: string, text: string, endless?: Endless): string | undefined {
  const front = frontLength(text);
  const body = text.slice(front);
  const oldBody = old.slice(frontLength(old));
  // Only its title, labels or place changed.
  if (isSamePage(oldBody, body, endless)) return text.slice(0, front) + oldBody;
  const kept = withCommentsOf(oldBody, body);
  if (kept === undefined || !isSamePage(kept, body, endless)) return undefined;
  return text.slice(0, front) + kept;
}

function isSamePage(one: string, other: string, endless: Endless | undefined): boolean {
  try {
    const [storage, expected] = [one, other].map((text) =>
      converted(text, () => markdownToStorage(text), endless)
    );
    return storage === expected;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

function withCommentsOf(old: string, text: string): string | undefined {
  const { comments, shown } = commentsOf(old);
  const lines = text.split("\n");
  const places = new Places(shown, lines.map((line) => line.trim()));
  const exact = new Set(lines);
  const before = new Map<number, readonly string[]>();
  for (const { lines: own, anchor, inLine } of comments) {
    // Code, which the page has.
    if (inLine && own.every((line) => exact.has(line))) continue;
    const at = anchor === undefined ? endOf(lines) : places.find(anchor);
    if (at === undefined) return undefined;
    if (inLine) lines[at] = own.join("\n");
    else before.set(at, [...before.get(at) ?? [], ...own, ""]);
  }
  const written = lines.flatMap((line, at) => [...before.get(at) ?? [], line]);
  return [...written, ...before.get(lines.length) ?? []].join("\n");
}

/** The comments of a text, and its lines without them and without white space at their ends. */
function commentsOf(
  text: string,
): { readonly comments: readonly Comment[]; readonly shown: readonly string[] } {
  const lines = text.split("\n");
  const rest = [...withoutComments(lines, text)];
  const next = nextShown(rest);
  const comments: Comment[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (rest[at] === lines[at]) continue;
    const from = at;
    while (rest[at]?.trim() === "" && at + 1 < lines.length && rest[at + 1] !== lines[at + 1]) at++;
    const inLine = rest[at]?.trim() !== "";
    comments.push({ lines: lines.slice(from, at + 1), inLine, anchor: inLine ? at : next[at + 1] });
  }
  // A line that begins with a comment may have another one.
  const begun = new Set(comments.flatMap(({ inLine, anchor }) => inLine ? [anchor] : []));
  for (const { from, to, line } of inlineComments(rest)) {
    if (!begun.has(from)) comments.push({ lines: lines.slice(from, to), inLine: true, anchor: from });
    rest.fill("", from, to);
    rest[from] = line;
  }
  return { comments, shown: rest.map((line) => line.trim()) };
}

/** For each line, the next one that is not blank, from that line on. */
function nextShown(lines: readonly string[]): readonly (number | undefined)[] {
  const next: (number | undefined)[] = [];
  for (let at = lines.length - 1, found: number | undefined; at >= 0; at--) {
    if ((lines[at] ?? "").trim() !== "") found = at;
    next[at] = found;
  }
  return next;
}

/** Lines with comments in them: several lines if a comment goes on. */
interface WithComments {
  readonly from: number;
  /** The line after them. */
  readonly to: number;
  /** The lines as one, without the comments. */
  readonly line: string;
}

/** The lines with comments in them, outside of code. */
function inlineComments(lines: readonly string[]): readonly WithComments[] {
  const fences = new Fences();
  const isText = lines.map((line) => fences.read(line) === "text" && line.trim() !== "");
  const found: WithComments[] = [];
  for (let at = 0; at < lines.length; at++) {
    const from = at;
    while (isText[at] === true) at++;
    const source = lines.slice(from, at).join("\n").replaceAll(MARK, " ").replaceAll(FEED, " ");
    if (!source.includes("<!--")) continue;
    for (const each of marked(withoutInlineComments(source, markOf), from)) found.push(each);
  }
  return found;
}

/** Stand for a comment, and for each end of a line in it. */
const [MARK, FEED] = ["\u0001", "\u0000"];

function markOf(comment: string): string {
  return MARK + FEED.repeat(comment.split("\n").length - 1);
}

/** The marked lines of a text. */
function* marked(text: string, first: number): Generator<WithComments> {
  let from = first;
  for (const line of text.split("\n")) {
    const to = from + line.split(FEED).length;
    if (line.includes(MARK)) yield { from, to, line: withoutMarks(line) };
    from = to;
  }
}

/** A line without comments, and without the white space before them. */
function withoutMarks(line: string): string {
  const parts = line.replaceAll(FEED, "").split(MARK);
  return parts.map((part, at) => at < parts.length - 1 ? part.trimEnd() : part).join("");
}

/** Finds the lines of a text in another one: by themselves, or where equal ones are, by those beside them. */
class Places {
  readonly #old: readonly Keys[];
  readonly #oldCounts: Counts;
  readonly #new: Counts;

  constructor(old: readonly string[], now: readonly string[]) {
    this.#old = keysOf(old);
    this.#oldCounts = countsOf(this.#old);
    this.#new = countsOf(keysOf(now));
  }

  /** The index of an old line among the new ones; `undefined` if no line is certainly the same. */
  find(at: number): number | undefined {
    const keys = this.#old[at];
    if (keys === undefined) return undefined;
    // Signs alone, such as the end of a container, say nothing.
    if (/[\p{L}\p{N}]/u.test(keys.alone)) {
      const [own, others] = [this.#oldCounts.get(keys.alone), this.#new.get(keys.alone)];
      if (own?.length === 1 && others?.length === 1) return others[0];
    }
    const whole = this.#new.has(keys.both) ? this.#like(keys.both, at) : undefined;
    if (whole !== undefined || this.#new.has(keys.both)) return whole;
    const [before, after] = [this.#like(keys.before, at), this.#like(keys.after, at)];
    return before !== undefined && after !== undefined && before !== after ? undefined : before ?? after;
  }

  /** The line with the same key, if there are as many as there were. */
  #like(key: string, at: number): number | undefined {
    const [own = [], others = []] = [this.#oldCounts.get(key), this.#new.get(key)];
    return own.length === others.length ? others[own.indexOf(at)] : undefined;
  }
}

/** A line, alone and with those beside it, as keys. */
interface Keys {
  readonly alone: string;
  readonly before: string;
  readonly after: string;
  readonly both: string;
}

/** The lines that have a key. */
type Counts = ReadonlyMap<string, readonly number[]>;

/** The keys of lines that are not blank. */
function keysOf(lines: readonly string[]): readonly Keys[] {
  const keys: Keys[] = [];
  let before = "";
  const next = nextShown(lines);
  for (const [at, line] of lines.entries()) {
    if (line === "") continue;
    const after = lines[next[at + 1] ?? lines.length] ?? "";
    keys[at] = {
      alone: line,
      before: JSON.stringify([before, line]),
      after: JSON.stringify([line, after, 0]),
      both: JSON.stringify([before, line, after]),
    };
    before = line;
  }
  return keys;
}

function countsOf(keys: readonly Keys[]): Counts {
  const counts = new Map<string, number[]>();
  keys.forEach((own, at) => {
    for (const key of Object.values(own)) {
      const there = counts.get(key) ?? [];
      counts.set(key, there);
      there.push(at);
    }
  });
  return counts;
}

/** The index after the last line that is not blank. */
function endOf(lines: readonly string[]): number {
  let end = lines.length;
  while (end > 0 && (lines[end - 1] ?? "").trim() === "") end--;
  return end;
}

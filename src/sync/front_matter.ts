/**
 * Front matter: the metadata before the text of a page's file.
 *
 * @module
 */
import { UsageError } from "../core/errors.ts";
import { shorten } from "../core/text.ts";
import { type MemberValue, readMembers } from "./front_members.ts";

/** The metadata of a page. */
export interface FrontMatter {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly space?: string | undefined;
  readonly version?: number | undefined;
  /** The id of the parent page. */
  readonly parent?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  /** The page's URL for the browser. */
  readonly url?: string | undefined;
}

/** The two parts of a file. */
export interface PageFile {
  readonly front: FrontMatter;
  /** The text in Markdown. */
  readonly body: string;
}

const PATTERN = /^---[ \t]*\n(?:([\s\S]*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/** Formats a file. Each member is one line that is both YAML and JSON. */
export function formatPageFile({ front, body }: PageFile): string {
  const members = [
    ["id", front.id],
    ["title", front.title],
    ["space", front.space],
    ["version", front.version],
    ["parent", front.parent],
    ["labels", front.labels],
    ["url", front.url],
  ] as const;
  const lines = members.filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? listOf(value) : JSON.stringify(value)}`);
  return `---\n${lines.join("\n")}\n---\n${body === "" ? "" : `\n${body}`}`;
}

/**
 * Parses a file, which the user may have edited.
 *
 * @param path The file's path, for errors.
 * @throws {UsageError} if the front matter is invalid.
 */
export function parsePageFile(text: string, path: string): PageFile {
  const clean = normalized(text);
  const match = PATTERN.exec(clean);
  if (match === null) return { front: {}, body: clean };
  const body = clean.slice(match[0].length).replace(/^\n/, "");
  return { front: frontOf(membersOf(match[1] ?? "", path), path), body };
}

/** Normalizes line endings, which editors and git may have changed. */
export function normalized(text: string): string {
  return text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
}

/** The length of the front matter of a text. */
export function frontLength(text: string): number {
  return PATTERN.exec(text)?.[0].length ?? 0;
}

/** Whether a member stands before a text. */
export function hasMember(text: string, name: string): boolean {
  return new RegExp(`^${name}[ \\t]*:`, "m").test(PATTERN.exec(text)?.[0] ?? "");
}

/** A text with the line ends and the byte order mark of the text that it was made of, where its lines are the same. */
export function withLineEndsOf(original: string, text: string): string {
  const old = linesOf(original.replace(/^\ufeff/, ""));
  const now = linesOf(text);
  const [first] = old;
  const usual = first === undefined || first.end === "" ? "\n" : first.end;
  const isSame = (here: number, there: number): boolean => old[here]?.text === now[there]?.text;
  let start = 0;
  while (start < Math.min(old.length, now.length) && isSame(start, start)) start++;
  let end = 0;
  const most = Math.min(old.length, now.length) - start;
  while (end < most && isSame(old.length - 1 - end, now.length - 1 - end)) end++;
  const whole = now.map((line, at) => {
    const twin = at < start
      ? old[at]
      : at >= now.length - end
      ? old[at + old.length - now.length]
      : undefined;
    const lineEnd = twin === undefined || twin.end === "" ? usual : twin.end;
    return line.end === "" ? line.text : `${line.text}${lineEnd}`;
  });
  return `${original.startsWith("\ufeff") ? "\ufeff" : ""}${whole.join("")}`;
}

function linesOf(text: string): readonly { readonly text: string; readonly end: string }[] {
  const parts = text.split(/(\r\n|\r|\n)/);
  const lines = [];
  for (let at = 0; at < parts.length; at += 2) {
    lines.push({ text: parts[at] ?? "", end: parts[at + 1] ?? "" });
  }
  return lines;
}

/** Replaces the values of members that occupy one line each. Everything else stays unchanged. */
export function withMembers(text: string, members: Readonly<Record<string, string | number>>): string {
  const match = PATTERN.exec(text);
  if (match === null) return text;
  const head = Object.entries(members).reduce((before, [name, value]) => {
    const line = `${name}: ${JSON.stringify(value)}`;
    const there = new RegExp(`^${name}[ \\t]*:.*$`, "m");
    // A function, because `$` is special in a replacement text.
    return there.test(before)
      ? before.replace(there, () => line)
      : before.replace("---\n", () => `---\n${line}\n`);
  }, match[0]);
  return `${head}${text.slice(match[0].length)}`;
}

function listOf(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
}

function membersOf(source: string, path: string): ReadonlyMap<string, MemberValue> {
  try {
    return readMembers(source);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(
      `Invalid line in the front matter of "${path}": ${shorten(error.message, 60)}`,
      {
        hint: 'Between the two lines of --- each line is a member, such as title: "Team handbook"',
      },
    );
  }
}

function frontOf(members: ReadonlyMap<string, MemberValue>, path: string): FrontMatter {
  const text = (name: string): string | undefined => {
    const value = members.get(name) ?? undefined;
    if (value === undefined || typeof value === "string") return value;
    throw unreadable(name, path);
  };
  const version = text("version");
  if (version !== undefined && !/^\d{1,9}$/.test(version)) throw unreadable("version", path);
  const labels = members.get("labels") ?? undefined;
  if (typeof labels === "object" && "unreadable" in labels) throw unreadable("labels", path);
  return {
    id: text("id"),
    title: text("title"),
    space: text("space"),
    version: version === undefined ? undefined : Number(version),
    parent: text("parent"),
    labels: labels === undefined ? undefined : [labels].flat().filter((label) => label !== ""),
    url: text("url"),
  };
}

function unreadable(name: string, path: string): UsageError {
  return new UsageError(`Invalid "${name}" in the front matter of "${path}"`, {
    hint:
      'Put a text into double quotes, such as title: "Team handbook"; a list into brackets, such as [a, b]',
  });
}

/**
 * What stands before the text of a page's file: which page it is.
 *
 * @module
 */
import { UsageError } from "../errors.ts";

/** What a file says of its page. */
export interface FrontMatter {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly space?: string | undefined;
  readonly version?: number | undefined;
  /** The id of the page that it lies below. */
  readonly parent?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  /** Its address, for people. */
  readonly url?: string | undefined;
}

/** A file in its two parts. */
export interface PageFile {
  readonly front: FrontMatter;
  /** Markdown. */
  readonly body: string;
}

const PATTERN = /^---[ \t]*\n(?:([\s\S]*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/** A file's text. Every member is a line of YAML, and JSON at that. */
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
 * Reads a file's text, as people may have changed it.
 *
 * @param path Where it is, for errors.
 * @throws {UsageError} when what stands before the text is no YAML, or holds something that it cannot.
 */
export async function parsePageFile(text: string, path: string): Promise<PageFile> {
  const clean = normalized(text);
  const match = PATTERN.exec(clean);
  if (match === null) return { front: {}, body: clean };
  const body = clean.slice(match[0].length).replace(/^\n/, "");
  return { front: frontOf(await parsedYaml(match[1] ?? "", path), path), body };
}

/** A text with the line ends that we write: editors and git may have changed them. */
export function normalized(text: string): string {
  return text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
}

/** A text with other values of members that stand on a line of their own; everything else stays as it is. */
export function withMembers(text: string, members: Readonly<Record<string, string | number>>): string {
  const match = PATTERN.exec(text);
  if (match === null) return text;
  const head = Object.entries(members).reduce((before, [name, value]) => {
    const line = `${name}: ${JSON.stringify(value)}`;
    const there = new RegExp(`^${name}[ \\t]*:.*$`, "m");
    // By function: a value may hold a `$`.
    return there.test(before)
      ? before.replace(there, () => line)
      : before.replace("---\n", () => `---\n${line}\n`);
  }, match[0]);
  return `${head}${text.slice(match[0].length)}`;
}

function listOf(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
}

async function parsedYaml(source: string, path: string): Promise<unknown> {
  const { parse } = await import("yaml");
  try {
    return parse(source, { schema: "core", maxAliasCount: 0 });
  } catch (error) {
    throw new UsageError(`What stands before the text of "${path}" is no YAML`, {
      hint: 'Between the two lines of --- each line is a member, such as title: "Team handbook"',
      cause: error,
    });
  }
}

function frontOf(value: unknown, path: string): FrontMatter {
  if (value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new UsageError(`What stands before the text of "${path}" has no members`);
  }
  const members = new Map<string, unknown>(Object.entries(value));
  const text = (name: string): string | undefined => textOf(members.get(name), { name, path });
  const version = text("version");
  return {
    id: text("id"),
    title: text("title"),
    space: text("space"),
    version: version === undefined ? undefined : numberOf(version, path),
    parent: text("parent"),
    labels: labelsOf(members.get("labels"), path),
    url: text("url"),
  };
}

function textOf(
  value: unknown,
  { name, path }: { readonly name: string; readonly path: string },
): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return String(value);
  }
  throw new UsageError(`"${name}" in "${path}" is no text`);
}

function numberOf(text: string, path: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`"version" in "${path}" is no whole number`);
}

function labelsOf(value: unknown, path: string): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((label) => textOf(label, { name: "labels", path }) ?? "").filter((label) => label !== "");
}

/**
 * A small schema validator for the credentials file, which reports the path of an invalid member.
 *
 * @module
 */
import { isRecord } from "../../core/records.ts";
import { printable, shorten } from "../../core/text.ts";

/** The path of a member: names, and indices of lists. */
export type MemberPath = readonly (string | number)[];

/** An invalid member and its path. */
export class MemberProblem extends Error {
  override readonly name = "MemberProblem";
  constructor(readonly path: MemberPath, problem: string, options?: ErrorOptions) {
    super(problem, options);
  }
}

/** Validates a value of one type. @throws {MemberProblem} for any other. */
type Reader<T> = (value: unknown, path: MemberPath) => T;

/** Accepts a text, including an empty one. */
export function text(value: unknown, path: MemberPath): string {
  return typeof value === "string" ? value : refuse(value, { path, wanted: "text" });
}

/** Accepts a boolean. */
export function flag(value: unknown, path: MemberPath): boolean {
  return typeof value === "boolean" ? value : refuse(value, { path, wanted: "true or false" });
}

/** Accepts a list of at least one text. */
export function texts(value: unknown, path: MemberPath): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) return refuse(value, { path, wanted: "a list of texts" });
  return value.map((item, index) => text(item, [...path, index]));
}

/** Accepts an object with any members. */
export function object(value: unknown, path: MemberPath): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : refuse(value, { path, wanted: "an object" });
}

/** Accepts one of a few words. The error quotes another word, because it is the best explanation and not a secret. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Reader<Word> {
  const wanted = words.map((word) => `"${word}"`).join(" or ");
  return (value, path) =>
    words.find((word) => word === value) ??
      refuse(value, { path, wanted, found: typeof value === "string" ? shown(value) : kindOf(value) });
}

/** The members that an object may have, each with its validator. */
type Shape = Readonly<Record<string, Reader<unknown>>>;

/** The validated members of an object. Each may be absent. */
export type Members<S extends Shape> = { readonly [Name in keyof S]?: ReturnType<S[Name]> };

/** Validates the members in the shape. @throws {MemberProblem} for the first invalid one. */
export function membersOf<S extends Shape>(
  value: Readonly<Record<string, unknown>>,
  { shape, path }: { readonly shape: S; readonly path: MemberPath },
): Members<S> {
  const named = Object.entries(shape).filter(([name]) => Object.hasOwn(value, name));
  return Object.fromEntries(
    named.map(([name, read]): unknown[] => [name, read(value[name], [...path, name])]),
  );
}

/** The members that are not in the shape; `undefined` if there are none. */
export function unknownOf(
  value: Readonly<Record<string, unknown>>,
  shape: Shape,
): Readonly<Record<string, unknown>> | undefined {
  const entries = Object.entries(value).filter(([name]) => !Object.hasOwn(shape, name));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Formats a path: `profiles.work.tokenCommand[0]`. */
export function memberText(path: MemberPath): string {
  if (path.length === 0) return "line 1, column 1";
  return path.map((part, index) => {
    if (typeof part === "number") return `[${part}]`;
    if (!/^[\w@+-]+$/.test(part)) return `[${quoted(part)}]`;
    return `${index === 0 ? "" : "."}${shorten(part, MAX_SHOWN)}`;
  }).join("");
}

/** Maximum length of a quoted name, in characters. */
const MAX_SHOWN = 64;
/** Maximum length of a quoted choice, in characters. A token is longer. */
const LONGEST_CHOICE = 20;

/** Quotes a word given as a choice, unless it may be a misplaced secret. */
function shown(word: string): string {
  return word.length > LONGEST_CHOICE ? `a text of ${word.length} characters` : quoted(word);
}

function quoted(word: string): string {
  return `"${shorten(printable(word), MAX_SHOWN)}"`;
}

function refuse(
  value: unknown,
  { path, wanted, found = kindOf(value) }: {
    readonly path: MemberPath;
    readonly wanted: string;
    readonly found?: string;
  },
): never {
  throw new MemberProblem(path, `${found}, expected ${wanted}`);
}

/** Describes the type of a value without quoting it: it may be a secret. */
function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "string") return value === "" ? "empty text" : "text";
  return typeof value === "boolean" ? "true or false" : typeof value === "number" ? "a number" : "an object";
}

/**
 * Whether a value fits a shape, and where it does not.
 *
 * @module
 */
import { printable, shorten } from "../../core/text.ts";

/** Where a member is: names, and numbers in lists. */
export type MemberPath = readonly (string | number)[];

/** Something that does not fit, and where. */
export class MemberProblem extends Error {
  override readonly name = "MemberProblem";
  constructor(readonly path: MemberPath, problem: string, options?: ErrorOptions) {
    super(problem, options);
  }
}

/** Takes a value of one kind. @throws {MemberProblem} for any other. */
export type Reader<T> = (value: unknown, path: MemberPath) => T;

/** Text, also empty. */
export function text(value: unknown, path: MemberPath): string {
  return typeof value === "string" ? value : refuse(value, { path, wanted: "text" });
}

/** Yes or no. */
export function flag(value: unknown, path: MemberPath): boolean {
  return typeof value === "boolean" ? value : refuse(value, { path, wanted: "true or false" });
}

/** One text or more. */
export function texts(value: unknown, path: MemberPath): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) return refuse(value, { path, wanted: "a list of texts" });
  return value.map((item, index) => text(item, [...path, index]));
}

/** An object, whatever is in it. */
export function object(value: unknown, path: MemberPath): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : refuse(value, { path, wanted: "an object" });
}

/** One of a few words. Another word is no secret and tells the most, so the refusal quotes it. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Reader<Word> {
  const wanted = words.map((word) => `"${word}"`).join(" or ");
  return (value, path) =>
    words.find((word) => word === value) ??
      refuse(value, { path, wanted, found: typeof value === "string" ? shown(value) : kindOf(value) });
}

/** The members that an object may have, each with its reader. */
export type Shape = Readonly<Record<string, Reader<unknown>>>;

/** An object's members, as their readers give them. Each may be absent. */
export type Members<S extends Shape> = { readonly [Name in keyof S]?: ReturnType<S[Name]> };

/** The members that the shape names. @throws {MemberProblem} at the first that does not fit. */
export function membersOf<S extends Shape>(
  value: Readonly<Record<string, unknown>>,
  { shape, path }: { readonly shape: S; readonly path: MemberPath },
): Members<S> {
  const named = Object.entries(shape).filter(([name]) => Object.hasOwn(value, name));
  return Object.fromEntries(
    named.map(([name, read]): unknown[] => [name, read(value[name], [...path, name])]),
  );
}

/** The members that the shape does not name; `undefined` when there are none. */
export function unknownOf(
  value: Readonly<Record<string, unknown>>,
  shape: Shape,
): Readonly<Record<string, unknown>> | undefined {
  const entries = Object.entries(value).filter(([name]) => !Object.hasOwn(shape, name));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** A path as people write it: `profiles.work.tokenCommand[0]`. */
export function memberText(path: MemberPath): string {
  if (path.length === 0) return "line 1, column 1";
  return path.map((part, index) => {
    if (typeof part === "number") return `[${part}]`;
    if (!/^[\w@+-]+$/.test(part)) return `[${quoted(part)}]`;
    return `${index === 0 ? "" : "."}${shorten(part, MAX_SHOWN)}`;
  }).join("");
}

/** So much of a name is shown. */
const MAX_SHOWN = 64;
/** A word that stands for a choice is no longer than this; a token is. */
const LONGEST_CHOICE = 20;

/** A word in a choice's place, unless it may be a secret that was put into the wrong place. */
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
  throw new MemberProblem(path, `${found}, where ${wanted} is wanted`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a value is, without quoting it: it may be a secret. */
function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "string") return value === "" ? "empty text" : "text";
  return typeof value === "boolean" ? "true or false" : typeof value === "number" ? "a number" : "an object";
}

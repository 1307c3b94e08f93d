/**
 * `-F` and `-f` of `atlcli api`: a body, member by member, as gh takes them.
 *
 * Pure.
 *
 * @module
 */
import { type Query, UsageError } from "../../../../mod.ts";

/** A member that was given, and its value. */
export interface Field {
  /** The key as it was typed: `fields[labels][]`. */
  readonly key: string;
  /** Its value; `undefined` for `key[]` without one, which is an empty array. */
  readonly value: unknown;
}

/** Members of JSON. */
export type Members = Record<string, unknown>;

/**
 * Takes `key=value` apart.
 *
 * @throws {UsageError} when there is no key, or no `=` where one is needed.
 */
export function splitField(text: string): { readonly key: string; readonly value: string | undefined } {
  const [, key = "", equals, value] = /^([^=]*)(=)?(.*)/s.exec(text) ?? [];
  const isKey = /^[^[\]=]+(?:\[[^[\]=]*\])*$/.test(key);
  if (isKey && (equals !== undefined || key.endsWith("[]"))) {
    return { key, value: equals === undefined ? undefined : value ?? "" };
  }
  throw new UsageError(`Not a field and its value: ${JSON.stringify(text.slice(0, 60))}`, {
    hint: "Give key=value, key[member]=value or key[]=value",
  });
}

/**
 * What `-F` makes of a text: a number, `true`, `false`, `null`, or the text itself.
 *
 * @throws {UsageError} for a number with more digits than a number of JavaScript keeps.
 */
export function typedValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return text;
  const number = Number(text);
  if (/^-?\d+$/.test(text) ? Number.isSafeInteger(number) : Number.isFinite(number)) return number;
  throw new UsageError(`Too large for a number: "${text}"`, { hint: "Send it as a text, with -f" });
}

/**
 * Puts fields together. `a[b]=1` makes an object within an object, `a[]=1` adds to an array; `a[][b]=1` adds to the
 * last object of an array, or begins the next one where that has a `b` already.
 *
 * @throws {UsageError} when two of them cannot both be.
 */
export function assembleFields(fields: readonly Field[]): Members {
  const all: Members = newMembers();
  for (const { key, value } of fields) {
    const [name = "", ...below] = key.replaceAll("]", "").split("[");
    put(all, { name, below, key, value });
  }
  return all;
}

/**
 * Fields as the query of a request that has no body.
 *
 * @throws {UsageError} for an object, which a query cannot carry.
 */
export function fieldsAsQuery(fields: Members): Query {
  const entries = Object.entries(fields).map(([name, value]) =>
    [name, Array.isArray(value) ? value.map((each) => asText(name, each)) : asText(name, value)] as const
  );
  return Object.fromEntries(entries);
}

function asText(name: string, value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  throw new UsageError(`"${name}" is an object, which no query can carry`, {
    hint: "Send it in a body: name a method such as POST before the path",
  });
}

/** Without a prototype: `__proto__` is a key like any other. */
function newMembers(): Members {
  return Object.create(null);
}

/** What to put where. */
interface Place {
  readonly name: string;
  /** The parts below the name: of `a[b][]` they are `b`, and an empty one for an element of an array. */
  readonly below: readonly string[];
  /** The key as it was typed, for errors. */
  readonly key: string;
  readonly value: unknown;
}

function put(target: Members, { name, below, key, value }: Place): void {
  const [first, ...rest] = below;
  if (first === undefined) {
    if (Object.hasOwn(target, name)) throw clash(key, "is there twice");
    target[name] = value;
    return;
  }
  const there = target[name];
  if (first !== "") {
    const members = there === undefined ? target[name] = newMembers() : there;
    if (!isMembers(members)) throw clash(key, "is an object here, and something else before");
    return put(members, { name: first, below: rest, key, value });
  }
  const list = there === undefined ? target[name] = [] : there;
  if (!Array.isArray(list)) throw clash(key, "is an array here, and something else before");
  putElement(list, { rest, key, value });
}

function putElement(
  list: unknown[],
  { rest, key, value }: { readonly rest: readonly string[] } & Pick<Place, "key" | "value">,
): void {
  const [name, ...below] = rest;
  if (name === undefined) {
    if (value !== undefined) list.push(value);
    return;
  }
  if (name === "") throw clash(key, "is an array in an array");
  const last = list.at(-1);
  const element = isMembers(last) && (last[name] === undefined || Array.isArray(last[name]))
    ? last
    : newMembers();
  if (element !== last) list.push(element);
  put(element, { name, below, key, value });
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function clash(key: string, why: string): UsageError {
  return new UsageError(`"${key}" ${why}`, { hint: "Give the whole body with --input" });
}

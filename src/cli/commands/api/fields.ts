/**
 * `-F` and `-f` of `atlcli api`: builds a body field by field, as `gh api` does.
 *
 * Pure.
 *
 * @module
 */
import { isRecord } from "../../../core/records.ts";
import { type Query, UsageError } from "../../../../mod.ts";

/** A field from the command line. */
export interface Field {
  /** The key as typed, such as `fields[labels][]`. */
  readonly key: string;
  /** The value; `undefined` for `key[]` without a value, which is an empty array. */
  readonly value: unknown;
}

/** The members of a JSON object. */
type Members = Record<string, unknown>;

/**
 * Parses `key=value`.
 *
 * @throws {UsageError} if the key is missing or invalid, or a required `=` is missing.
 */
export function splitField(text: string): { readonly key: string; readonly value: string | undefined } {
  const [, key = "", equals, value] = /^([^=]*)(=)?(.*)/s.exec(text) ?? [];
  const isKey = /^[^[\]=]+(?:\[[^[\]=]*\])*$/.test(key);
  if (isKey && (equals !== undefined || key.endsWith("[]"))) {
    return { key, value: equals === undefined ? undefined : value ?? "" };
  }
  throw new UsageError(`Invalid field ${JSON.stringify(text.slice(0, 60))}`, {
    hint: "Give key=value, key[member]=value or key[]=value",
  });
}

/**
 * Parses a value of `-F`: a number, `true`, `false`, `null`, or else the text itself.
 *
 * @throws {UsageError} for a number that JavaScript cannot represent exactly.
 */
export function typedValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return text;
  const number = Number(text);
  if (/^-?\d+$/.test(text) ? Number.isSafeInteger(number) : Number.isFinite(number)) return number;
  throw new UsageError(`Number too large: "${text}"`, { hint: "Send it as a string with -f" });
}

/**
 * Merges fields into an object. `a[b]=1` creates a nested object, `a[]=1` appends to an array. `a[][b]=1`
 * adds to the last object of an array, or starts a new object if that one already has a `b`.
 *
 * @throws {UsageError} if two fields conflict.
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
 * Converts fields to query parameters, for a request without a body.
 *
 * @throws {UsageError} for an object, because a query cannot carry one.
 */
export function fieldsAsQuery(fields: Members): Query {
  const entries = Object.entries(fields).map(([name, value]) =>
    [name, Array.isArray(value) ? value.map((each) => asText(name, each)) : asText(name, value)] as const
  );
  return Object.fromEntries(entries);
}

function asText(name: string, value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  throw new UsageError(`"${name}" is an object, which a query cannot carry`, {
    hint: "Send it in a body: name a method such as POST before the path",
  });
}

/** Without a prototype, so that `__proto__` is an ordinary key. */
function newMembers(): Members {
  return Object.create(null);
}

/** An assignment into a nested structure. */
interface Place {
  readonly name: string;
  /** The parts after the name: for `a[b][]`, `b` and an empty string for an array element. */
  readonly below: readonly string[];
  /** The key as typed, for errors. */
  readonly key: string;
  readonly value: unknown;
}

function put(target: Members, { name, below, key, value }: Place): void {
  const [first, ...rest] = below;
  if (first === undefined) {
    if (Object.hasOwn(target, name)) throw clash(key, "is given twice");
    target[name] = value;
    return;
  }
  const existing = target[name];
  if (first !== "") {
    const members = existing === undefined ? target[name] = newMembers() : existing;
    if (!isMembers(members)) throw clash(key, "is an object here, but something else before");
    return put(members, { name: first, below: rest, key, value });
  }
  const list = existing === undefined ? target[name] = [] : existing;
  if (!Array.isArray(list)) throw clash(key, "is an array here, but something else before");
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
  return isRecord(value);
}

function clash(key: string, why: string): UsageError {
  return new UsageError(`"${key}" ${why}`, { hint: "Give the whole body with --input" });
}

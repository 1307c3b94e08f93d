/**
 * Reads JSON bodies with arbitrary members.
 *
 * @module
 */
import { InputError } from "./input.ts";

/** A JSON object from a request. A member that is `null` counts as absent, except for `has` and `value`. */
export interface JsonInput {
  /** The names of its members. */
  readonly names: readonly string[];
  /** Whether a member exists, even if it is `null`. */
  has(name: string): boolean;
  /** A member unchanged; `undefined` if it does not exist. */
  value(name: string): unknown;
  /** @throws {InputError} if it exists and is not a string. */
  string(name: string): string | undefined;
  /** @throws {InputError} if it exists and is not a whole number. */
  integer(name: string): number | undefined;
  /** @throws {InputError} if it exists and is not an object. */
  object(name: string): JsonInput | undefined;
  /** @throws {InputError} if it exists and is not an array. */
  list(name: string): readonly unknown[] | undefined;
}

/** Wraps a JSON object to read its members; `undefined` if the value is not an object. */
export function jsonInput(value: unknown): JsonInput | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const members = new Map<string, unknown>(Object.entries(value));
  const wrong = (name: string, type: string): never => {
    throw new InputError(400, `The member '${name}' of the request has to be ${type}.`);
  };
  return {
    names: [...members.keys()],
    has: (name) => members.has(name),
    value: (name) => members.get(name),
    string(name) {
      const member = members.get(name) ?? undefined;
      return member === undefined || typeof member === "string" ? member : wrong(name, "a string");
    },
    integer(name) {
      const member = members.get(name) ?? undefined;
      if (member === undefined) return undefined;
      return typeof member === "number" && Number.isInteger(member) ? member : wrong(name, "a whole number");
    },
    object(name) {
      const member = members.get(name) ?? undefined;
      return member === undefined ? undefined : jsonInput(member) ?? wrong(name, "an object");
    },
    list(name) {
      const member = members.get(name) ?? undefined;
      return member === undefined || Array.isArray(member) ? member : wrong(name, "an array");
    },
  };
}

/**
 * The JSON object in a request's body.
 *
 * @throws {InputError} 415 when the request does not say that it is JSON; 400 if the body is not a JSON object.
 */
export async function readJson(request: Request): Promise<JsonInput> {
  const value = await readJsonValue(request);
  const input = jsonInput(value);
  if (input === undefined) throw new InputError(400, "The body of the request has to be a JSON object.");
  return input;
}

/**
 * Any JSON in a request's body.
 *
 * @throws {InputError} 415 when the request does not say that it is JSON; 400 if the body is not JSON.
 */
export async function readJsonValue(request: Request): Promise<unknown> {
  const type = request.headers.get("Content-Type") ?? "";
  if (!/^application\/json\b/i.test(type)) throw new InputError(415, "Unsupported Media Type");
  try {
    const value: unknown = JSON.parse(await request.text());
    return value;
  } catch {
    throw new InputError(400, "The body of the request is not JSON.");
  }
}

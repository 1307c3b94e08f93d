/**
 * Validates requests as the API does.
 *
 * @module
 */
import { isRecord } from "../core/records.ts";

/** A request that the API rejects. */
export class InputError extends Error {
  override readonly name = "InputError";
  /**
   * @param status 400, 401, 403, 404 or 409; 415 if the content type is not JSON.
   * @param message The message; empty if the fields explain everything.
   */
  constructor(readonly status: number, message: string) {
    super(message);
  }

  /** Messages about single fields, by name. */
  get fields(): Readonly<Record<string, string>> {
    return {};
  }
}

/** A write that failed the XSRF check. The response is plain text. */
export class XsrfError extends InputError {
  constructor() {
    super(403, "XSRF check failed");
  }
}

/** A request that Jira rejects because of its fields. */
export class FieldsError extends InputError {
  readonly #fields: Readonly<Record<string, string>>;

  /** @param fields Messages by field name. */
  constructor(fields: Readonly<Record<string, string>>) {
    super(400, "");
    this.#fields = fields;
  }

  override get fields(): Readonly<Record<string, string>> {
    return this.#fields;
  }
}

/** Jira's message for an unreadable body. */
const INVALID_PAYLOAD = "Invalid request payload. Refer to the REST API documentation and try again.";

/**
 * An integer parameter.
 *
 * @throws {InputError} if it is set and not a whole number.
 */
export function integerOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === "") return undefined;
  if (!/^-?\d{1,9}$/.test(text)) {
    throw new InputError(400, `The value '${text}' of '${name}' is not a number.`);
  }
  return Number(text);
}

/** A list parameter, as `a,b` or `name=a&name=b`; `undefined` if it is not set. */
export function listOf(query: URLSearchParams, name: string): readonly string[] | undefined {
  if (!query.has(name)) return undefined;
  return query.getAll(name).flatMap((text) => text.split(",")).map((text) => text.trim())
    .filter((text) => text !== "");
}

/** The type of a body member. */
type MemberType = "string" | "integer" | "boolean" | "strings" | "integers";

/** A validated body, whose members have the declared types. */
interface Body {
  string(name: string): string | undefined;
  integer(name: string): number | undefined;
  boolean(name: string): boolean | undefined;
  strings(name: string): readonly string[] | undefined;
}

/**
 * A JSON body with these members and no others, each of which may be absent.
 *
 * @throws {InputError} 415 when the request does not say that it is JSON; 400 if the body is not JSON, or does not fit.
 */
export async function readBody(
  request: Request,
  members: Readonly<Record<string, MemberType>>,
): Promise<Body> {
  const type = request.headers.get("Content-Type") ?? "";
  if (!/^application\/json\b/i.test(type)) throw new InputError(415, "Unsupported Media Type");
  const body = parseObject(await request.text());
  for (const [name, value] of body) {
    const memberType = Object.hasOwn(members, name) ? members[name] : undefined;
    if (memberType === undefined || !isOfType(value, memberType)) throw new InputError(400, INVALID_PAYLOAD);
  }
  return {
    string: (name) => asString(body.get(name)),
    integer: (name) => asNumber(body.get(name)),
    boolean: (name) => asBoolean(body.get(name)),
    strings: (name) => asStrings(body.get(name)),
  };
}

function parseObject(text: string): ReadonlyMap<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) {
      return new Map<string, unknown>(Object.entries(value));
    }
  } catch {
    // Not JSON: rejected below, like JSON that is not an object.
  }
  throw new InputError(400, INVALID_PAYLOAD);
}

function isOfType(value: unknown, type: MemberType): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isInteger(value);
    case "strings":
      return asStrings(value) !== undefined;
    case "integers":
      return Array.isArray(value) && value.every((item) => Number.isInteger(item));
  }
}

function asString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function asNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function asBoolean(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function asStrings(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: readonly unknown[] = value;
  const strings = items.filter((item) => typeof item === "string");
  return strings.length === items.length ? strings : undefined;
}

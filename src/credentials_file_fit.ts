/**
 * Whether a value fits a shape, and where it does not.
 *
 * @module
 */
import type * as z from "zod/mini";
import { printable, shorten } from "./text.ts";

/** Where a member is: names, and numbers in lists. */
export type MemberPath = readonly PropertyKey[];

/** Something that does not fit, and where. */
export class MemberProblem extends Error {
  override readonly name = "MemberProblem";
  constructor(readonly path: MemberPath, problem: string, options?: ErrorOptions) {
    super(problem, options);
  }
}

/**
 * The value, as the shape's type.
 *
 * @param schema Its messages say what is wanted: `text`, `true or false`. What is there instead is put before that.
 * @throws {MemberProblem}
 */
export function fitting<Schema extends z.ZodMiniType>(
  schema: Schema,
  { value, path }: { readonly value: unknown; readonly path: MemberPath },
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue === undefined) throw new TypeError("A shape was refused without a reason");
  const found = issue.path.reduce(memberOf, value);
  // Where one of a few words is wanted, the other word is no secret and tells the most.
  const what = issue.code === "invalid_value" && typeof found === "string" ? quoted(found) : kindOf(found);
  throw new MemberProblem([...path, ...issue.path], `${what}, where ${issue.message} is wanted`);
}

/** The members of an object that a shape does not name; `undefined` when there are none. */
export function unknownOf(
  value: unknown,
  shape: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  const entries = Object.entries(value ?? {}).filter(([name]) => !Object.hasOwn(shape, name));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** A path as people write it: `profiles.work.tokenCommand[0]`. */
export function memberText(path: MemberPath): string {
  if (path.length === 0) return "line 1, column 1";
  return path.map((part, index) => {
    if (typeof part === "number") return `[${part}]`;
    const name = String(part);
    if (!/^[\w@+-]+$/.test(name)) return `[${quoted(name)}]`;
    return `${index === 0 ? "" : "."}${shorten(name, MAX_SHOWN)}`;
  }).join("");
}

/** So much of a name or word is shown. */
const MAX_SHOWN = 64;

function quoted(text: string): string {
  return `"${shorten(printable(text), MAX_SHOWN)}"`;
}

function memberOf(value: unknown, name: PropertyKey): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "string") return value === "" ? "empty text" : "text";
  return typeof value === "boolean" ? "true or false" : typeof value === "number" ? "a number" : "an object";
}

/**
 * `--field`: issue fields without their own option.
 *
 * @module
 */
import { UsageError } from "../../../mod.ts";

/** Field values by field ID. */
export type Fields = Readonly<Record<string, unknown>>;

/** The option, for `command.option()`. */
export const FIELD_OPTION = [
  "--field <id=value>",
  "any other field, with a value in JSON or as text; repeatable",
  collectField,
] as const;

/**
 * Adds a field to the previous ones: `resolution={"name":"Fixed"}`, `customfield_10010=5`, `environment=Linux`. A value
 * that is not JSON is a string.
 *
 * @throws {UsageError} if it names no field, or a field that was already given.
 */
function collectField(text: string, before: Fields | undefined): Fields {
  const [, id, value = ""] = /^([\w.-]+)=(.*)$/s.exec(text) ?? [];
  if (id === undefined) {
    throw new UsageError(`--field: Invalid field ${JSON.stringify(text.slice(0, 60))}`, {
      hint: 'Give the id of a field, = and a value, such as resolution={"name":"Fixed"}',
    });
  }
  if (before !== undefined && Object.hasOwn(before, id)) {
    throw new UsageError(`--field: "${id}" is given twice`, { hint: "Give all of its value at once" });
  }
  // Not an assignment, because `__proto__` must be an ordinary name.
  return Object.fromEntries([...Object.entries(before ?? {}), [id, jsonOr(value)]]);
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

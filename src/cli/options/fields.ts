/**
 * `--field`: fields that no option of their own is for.
 *
 * @module
 */
import { UsageError } from "../../../mod.ts";

/** Fields by their ids. */
export type Fields = Readonly<Record<string, unknown>>;

/** The option, for `command.option()`. */
export const FIELD_OPTION = [
  "--field <id=value>",
  "another field, its value as JSON or as a text; may be given more than once",
  collectField,
] as const;

/**
 * Adds what an option says to what the ones before it said: `resolution={"name":"Fixed"}`, `customfield_10010=5`,
 * `environment=Linux`. What is no JSON is a text.
 *
 * @throws {UsageError} when it names no field, or one that was named before.
 */
function collectField(text: string, before: Fields | undefined): Fields {
  const [, id, value = ""] = /^([\w.-]+)=(.*)$/s.exec(text) ?? [];
  if (id === undefined) {
    throw new UsageError(`--field: Not a field and its value: ${JSON.stringify(text.slice(0, 60))}`, {
      hint: 'Give the id of a field, = and a value, such as resolution={"name":"Fixed"}',
    });
  }
  if (before !== undefined && Object.hasOwn(before, id)) {
    throw new UsageError(`--field: "${id}" is there twice`, { hint: "Give all of its value at once" });
  }
  // Not by assignment: `__proto__` is a name as well.
  return Object.fromEntries([...Object.entries(before ?? {}), [id, jsonOr(value)]]);
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

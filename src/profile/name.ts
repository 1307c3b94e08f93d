/**
 * Names for new profiles.
 *
 * Separate from `profile.ts`, because the Unicode classes in the expression are slow to load and most commands do not
 * create a profile.
 *
 * @module
 */
import { RESERVED_NAMES } from "./file/profile_members.ts";
import { UsageError } from "../core/errors.ts";
import { refusePlaceholder } from "../core/variable.ts";

const MAX_NAME = 64;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u;
/**
 * Parses the name of a new profile.
 *
 * @example
 * ```ts
 * import { parseProfileName } from "@atlcli/atlcli/profile";
 *
 * console.assert(parseProfileName("client-acme") === "client-acme");
 * ```
 *
 * @throws {UsageError} if it is empty, longer than 64 characters, reserved, contains characters other than letters,
 * digits and `. _ @ + -`, or begins with one of those signs.
 */
export function parseProfileName(text: string): string {
  refusePlaceholder(text);
  const problem = nameProblem(text);
  if (problem === undefined) return text;
  throw new UsageError(problem, {
    hint: "A profile's name is 1 to 64 letters, digits, or . _ @ + - and begins with a letter or a digit",
  });
}

function nameProblem(name: string): string | undefined {
  if (name === "") return "The profile's name is empty";
  if ([...name].length > MAX_NAME) {
    return `The profile's name is longer than ${MAX_NAME} characters: "${name.slice(0, 20)}…"`;
  }
  if (RESERVED_NAMES.has(name)) return `A profile cannot be named "${name}"`;
  return NAME.test(name) ? undefined : `A profile cannot be named ${JSON.stringify(name)}`;
}

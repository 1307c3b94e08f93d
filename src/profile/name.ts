/**
 * Names for new profiles.
 *
 * Apart from `profile.ts`, because the letters of all languages are slow to read and most commands make no profile.
 *
 * @module
 */
import { UsageError } from "../core/errors.ts";
import { refusePlaceholder } from "../core/variable.ts";

const MAX_NAME = 64;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u;
/** Names that mean something else to JavaScript. */
const RESERVED = new Set(["constructor", "prototype", "__proto__"]);

/**
 * A name for a new profile.
 *
 * @example
 * ```ts
 * import { parseProfileName } from "@atlcli/atlcli/profile";
 *
 * console.assert(parseProfileName("client-acme") === "client-acme");
 * ```
 *
 * @throws {UsageError} when it is empty, longer than 64 characters, reserved, or has other characters than letters,
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
  if (RESERVED.has(name)) return `A profile cannot be named "${name}"`;
  return NAME.test(name) ? undefined : `A profile cannot be named ${JSON.stringify(name)}`;
}

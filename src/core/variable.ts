/**
 * Rejects values that are certainly mistakes: an unexpanded variable, or a value with its quotation marks.
 *
 * @module
 */
import { parsedFrom, UsageError } from "./errors.ts";
import type { Host } from "./host.ts";
import { isOn } from "./text.ts";

/**
 * The placeholders of shells, CI systems and templates: `$NAME`, `$env:NAME`, `${NAME}`, `${{ name }}`, `$(command)`,
 * `%NAME%`.
 */
const UNEXPANDED = /\$[{(]|(?:^|[/\\@:])(?:\$[A-Za-z_]|%[A-Za-z_]\w*%)/;
/** Straight and typographic quotation marks. */
const QUOTES = "\"'`´“”„‘’‚«»‹›";

/**
 * Refuses a value that contains an unexpanded variable, or begins or ends with a quotation mark. A shell or CI system
 * passed such a value on literally.
 *
 * @throws {UsageError} The message does not quote the value: it may be a secret.
 */
export function refusePlaceholder(value: string): void {
  const text = value.trim();
  // Most values have neither, and searching for one is faster than the first use of an expression.
  if ((text.includes("$") || text.includes("%")) && UNEXPANDED.test(text)) {
    throw new UsageError("The value contains an unexpanded variable", {
      hint:
        "Shells expand variables in double quotes, not in single quotes; most settings files expand none. " +
        "Give the value itself",
    });
  }
  if (text !== "" && (QUOTES.includes(text.charAt(0)) || QUOTES.includes(text.charAt(text.length - 1)))) {
    throw new UsageError("The value has quotation marks around it", {
      hint: "Remove them: docker's --env-file, for example, passes them on as part of the value",
    });
  }
}

/**
 * Reads an environment variable of this program.
 *
 * @returns `undefined` if it is unset or empty.
 * @throws {UsageError} if {@linkcode refusePlaceholder} refuses the value; the message names the variable.
 */
export function readVariable(host: Pick<Host, "env">, name: string): string | undefined {
  const value = host.env(name);
  if (value === undefined) return undefined;
  parsedFrom(name, () => refusePlaceholder(value));
  return value;
}

/** Whether an option or a variable switches something on. Without the option, the variable decides. */
export function isSwitchedOn(host: Pick<Host, "env">, name: string, option?: boolean): boolean {
  return option === true || isOn(readVariable(host, name));
}

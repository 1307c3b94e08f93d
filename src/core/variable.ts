/**
 * Values that nobody can have meant: a variable that was not expanded, a value with its quotation marks.
 *
 * @module
 */
import { parsedFrom, UsageError } from "./errors.ts";
import type { Host } from "./host.ts";

/** What shells, CI systems and templates replace: `$NAME`, `$env:NAME`, `${NAME}`, `${{ name }}`, `$(command)`, `%NAME%`. */
const UNEXPANDED = /\$[{(]|(?:^|[/\\@:])(?:\$[A-Za-z_]|%[A-Za-z_]\w*%)/;
/** Straight and typographic quotation marks. */
const QUOTES = "\"'`´“”„‘’‚«»‹›";

/**
 * Refuses a value that holds an unexpanded variable, or begins or ends with a quotation mark, as a value does that a
 * shell or CI system handed over as it was written.
 *
 * @throws {UsageError} The message does not quote the value: it may be a secret.
 */
export function refusePlaceholder(value: string): void {
  const text = value.trim();
  if (UNEXPANDED.test(text)) {
    throw new UsageError("The value holds a variable that was not expanded", {
      hint: "Shells expand variables in double quotes, not in single ones; many files do not expand any. " +
        "Give the value itself",
    });
  }
  if (text !== "" && (QUOTES.includes(text.charAt(0)) || QUOTES.includes(text.charAt(text.length - 1)))) {
    throw new UsageError("The value has quotation marks around it", {
      hint: "Leave them out: docker's --env-file, for one, hands them over as part of the value",
    });
  }
}

/**
 * A variable of ours.
 *
 * @returns `undefined` if it is unset or empty.
 * @throws {UsageError} if it is one that {@linkcode refusePlaceholder} refuses; the message names it.
 */
export function readVariable(host: Pick<Host, "env">, name: string): string | undefined {
  const value = host.env(name);
  if (value === undefined) return undefined;
  parsedFrom(name, () => refusePlaceholder(value));
  return value;
}

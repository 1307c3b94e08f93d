/**
 * JSON to print: with nothing in it that a terminal acts on, and without secrets.
 *
 * @module
 */
import { printable } from "../../core/text.ts";
import { redact } from "../../core/redact.ts";

/**
 * A value as JSON. Control characters are escaped. Strings, names of members and numbers in which a secret stands are
 * redacted one by one, so that what comes out is JSON whatever the secret is made of.
 *
 * @param indent Spaces that members are indented with; 0 keeps all on one line.
 */
export function jsonText(value: unknown, indent: number): string {
  const text = JSON.stringify(value, null, indent);
  if (text === undefined) return "null";
  // In most there is neither: looking at the whole is quicker than looking at each string.
  const isClean = !ESCAPED.test(text) && !UNSAFE.test(text) && redact(text) === text;
  return isClean ? text : escapeControls(JSON.stringify(redacted(JSON.parse(text)), null, indent));
}

function redacted(value: unknown): unknown {
  if (typeof value === "string") return redactedText(value);
  if (typeof value === "number") {
    return redact(String(value)) === String(value) ? value : redact(String(value));
  }
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [redactedText(name), redacted(each)]),
  );
}

/** A control character in a secret hides it from us, and not from whoever reads it on a terminal. */
function redactedText(text: string): string {
  const shown = printable(text, { keepLines: true });
  const safe = redact(shown);
  return safe === shown ? text : safe;
}

/** A control character as JSON writes it; line feeds and tabs are none that hide anything. */
const ESCAPED = /\\(?:u00|[bfr])/;
const UNSAFE = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/;
const ALL_UNSAFE = new RegExp(UNSAFE, "g");

/** JSON leaves DEL, C1, bidirectional marks and other characters that nobody sees as they are; a terminal acts on some. */
function escapeControls(json: string): string {
  return json.replace(
    ALL_UNSAFE,
    (characters) =>
      characters.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  );
}

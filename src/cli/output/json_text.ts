/**
 * JSON for output, without control characters and secrets.
 *
 * @module
 */
import { printable } from "../../core/text.ts";
import { redact } from "../../core/redact.ts";

/**
 * Converts a value to JSON. Escapes control characters. Redacts each string, member name and number that contains a
 * secret, so that the result is valid JSON whatever the secret is.
 *
 * @param indent Indentation in spaces; 0 for one line.
 */
export function jsonText(value: unknown, indent: number): string {
  const text = JSON.stringify(value, null, indent);
  if (text === undefined) return "null";
  // Most values contain neither: one check of the whole text is faster than one per string.
  const isClean = !ESCAPED.test(text) && !UNSAFE.test(text) && isRedacted(text) &&
    isRedacted(text.replace(ESCAPED_GAP, " "));
  return isClean ? text : escapeControls(JSON.stringify(redacted(JSON.parse(text)), null, indent));
}

function isRedacted(text: string): boolean {
  return redact(text) === text;
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

/** A control character inside a secret hides it from the redactor, but not from a reader. */
function redactedText(text: string): string {
  const shown = printable(text, { keepLines: true });
  const safe = redact(shown);
  return safe === shown ? text : safe;
}

/** An escaped control character in JSON, except line feeds and tabs. */
const ESCAPED = /\\(?:u00|[bfr])/;
/** A line feed or a tab in JSON: a secret that contains one is still redacted. */
const ESCAPED_GAP = /\\[nt]/g;
const UNSAFE = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/;
const ALL_UNSAFE = new RegExp(UNSAFE, "g");

/** JSON does not escape DEL, C1, bidirectional marks and other invisible characters; terminals act on some. */
function escapeControls(json: string): string {
  return json.replace(
    ALL_UNSAFE,
    (characters) =>
      characters.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  );
}

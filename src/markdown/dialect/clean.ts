/**
 * Normalizes the input of every conversion.
 *
 * @module
 */

/** Characters that XML does not allow: control characters except tab and line feed, and noncharacters. */
const FORBIDDEN = /[^\P{Cc}\t\n]|[\ufffe\uffff]/gu;

/** Normalizes line breaks to line feeds, and removes control characters, a byte order mark and lone surrogates. */
export function clean(text: string): string {
  return allowed(text.replace(/^\ufeff/, ""));
}

/** A part of a text, decoded from references: as {@linkcode clean}, but nothing at its beginning is a byte order mark. */
export function allowed(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(FORBIDDEN, "").toWellFormed();
}

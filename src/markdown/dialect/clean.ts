/**
 * Text as every conversion takes it in.
 *
 * @module
 */

/** Characters that XML does not allow: control characters except tab and line feed, and noncharacters. */
const FORBIDDEN = /(?![\t\n])[\p{Cc}\ufffe\uffff]/gu;

/** A text with line feeds for line breaks, and without control characters, a byte order mark and half characters. */
export function clean(text: string): string {
  return text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replace(FORBIDDEN, "").toWellFormed();
}

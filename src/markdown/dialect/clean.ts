/**
 * Text as every conversion takes it in.
 *
 * @module
 */

/** Control characters save tab and line feed, which XML does not allow either, and code points that are none. */
const FORBIDDEN = /(?![\t\n])[\p{Cc}\ufffe\uffff]/gu;

/** A text with line feeds for line breaks, and without control characters, a byte order mark and half characters. */
export function clean(text: string): string {
  return text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replace(FORBIDDEN, "").toWellFormed();
}

/**
 * Makes text from a server safe to show.
 *
 * Pure.
 *
 * @module
 */
import { redact } from "./redact.ts";

/** A control character: C0, C1 or DEL. A negated class, because `\p{…}` is slow at start-up. */
const CONTROL = /[^\x20-\x7e\xa0-\uffff]/;
/**
 * Removed characters: control characters, bidirectional marks, embeddings, overrides and isolates, line and paragraph
 * separators, interlinear annotations, and tags, which carry invisible text.
 */
const UNSAFE =
  /[^\x20-\x7e\xa0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ufff8\ufffc-\uffff]|\udb40[\udc00-\udc7f]/g;
/** The same, except line feeds and tabs. */
const UNSAFE_IN_LINES =
  /[^\t\n\x20-\x7e\xa0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ufff8\ufffc-\uffff]|\udb40[\udc00-\udc7f]/g;
/** One line break or tab. */
const BREAK = /\r\n|[\r\n\t\u2028\u2029]/g;

/** Options of {@linkcode printable}. */
interface PrintableOptions {
  /**
   * Whether line feeds and tabs stay. By default each becomes a space, so that the text stays on one line.
   *
   * @default {false}
   */
  readonly keepLines?: boolean;
}

/**
 * Removes the characters that control a terminal or change the direction of text.
 *
 * Of a terminal sequence only the first character is removed; its harmless rest (`[31m`) stays visible.
 */
export function printable(text: string, options: PrintableOptions = {}): string {
  if (options.keepLines ?? false) {
    return isPrintableAsciiLines(text) ? text : text.replace(UNSAFE_IN_LINES, "");
  }
  if (isPrintableAscii(text)) return text;
  return text.replace(BREAK, " ").replace(UNSAFE, "");
}

/** Whether a text contains a control character (C0, C1, DEL). Line breaks and tabs count. */
export function hasControl(text: string): boolean {
  return !isPrintableAscii(text) && CONTROL.test(text);
}

/**
 * Whether a text is printable ASCII only, so that slower checks can be skipped. A loop, because the first use of a
 * regular expression takes longer than everything that is read at the start.
 */
export function isPrintableAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

/** The same for a text of several lines. */
function isPrintableAsciiLines(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 0x20 && code !== 0x0a && code !== 0x09) || code > 0x7e) return false;
  }
  return true;
}

/** Removes certain characters from the end of a text. A loop, for the same reason. */
export function withoutEnd(text: string, ends: readonly string[]): string {
  let end = text.length;
  while (end > 0 && ends.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/**
 * Shortens a text to `max` characters (code points), the last of which is `…`. It redacts secrets first: half of a
 * secret would not be recognised afterwards.
 */
export function shorten(long: string, max: number): string {
  const text = long.length <= max ? long : redact(long);
  // A code point has up to two units, so this much of a huge text is enough.
  const characters = [...text.slice(0, 2 * max + 2)];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join("")}…`;
}

/** Whether the value of a switch variable means yes: every value except `0`, `false`, `no` and `off`. */
export function isOn(text: string | undefined): boolean {
  return text !== undefined && !/^(?:0|false|no|off)$/i.test(text.trim());
}

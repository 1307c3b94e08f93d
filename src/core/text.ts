/**
 * Text that came from a server, made safe to show.
 *
 * Pure.
 *
 * @module
 */
import { redact } from "./redact.ts";

/** A control character: C0, C1 or DEL. By what it is not: a class of Unicode (`\p{…}`) is slow to read at the start. */
const CONTROL = /[^\x20-\x7e\xa0-\uffff]/;
/**
 * Control characters, bidirectional marks, embeddings, overrides and isolates, line and paragraph separators, interlinear
 * annotations, and the tags that carry text which nobody sees: they go.
 */
const UNSAFE =
  /[^\x20-\x7e\xa0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ufff8\ufffc-\uffff]|\udb40[\udc00-\udc7f]/g;
/** The same, but for line feeds and tabs. */
const UNSAFE_IN_LINES =
  /[^\t\n\x20-\x7e\xa0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ufff8\ufffc-\uffff]|\udb40[\udc00-\udc7f]/g;
/** A line break or a tab, as one. */
const BREAK = /\r\n|[\r\n\t\u2028\u2029]/g;

/** Options of {@linkcode printable}. */
export interface PrintableOptions {
  /**
   * Whether line feeds and tabs stay. Otherwise each becomes a space, so that a text stays on its line.
   *
   * @default {false}
   */
  readonly keepLines?: boolean;
}

/**
 * A text without the characters that steer a terminal or turn the direction of reading: what is left can be shown.
 *
 * Only the characters that begin a terminal's sequence go; its harmless rest (`[31m`) stays and can be seen.
 */
export function printable(text: string, options: PrintableOptions = {}): string {
  if (options.keepLines ?? false) return isPlainLines(text) ? text : text.replace(UNSAFE_IN_LINES, "");
  if (isPlain(text)) return text;
  return text.replace(BREAK, " ").replace(UNSAFE, "");
}

/** Whether there is a control character (C0, C1, DEL) in a text: line breaks and tabs are some, too. */
export function hasControl(text: string): boolean {
  return !isPlain(text) && CONTROL.test(text);
}

/**
 * Whether a text has printable ASCII alone, so that nothing in it needs a second look. By a loop: the first use of a
 * regular expression costs more than all that the start reads.
 */
export function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

/** The same of a text of several lines. */
function isPlainLines(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 0x20 && code !== 0x0a && code !== 0x09) || code > 0x7e) return false;
  }
  return true;
}

/** A text without certain characters at its end. By a loop, for the same reason. */
export function withoutEnd(text: string, ends: readonly string[]): string {
  let end = text.length;
  while (end > 0 && ends.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/**
 * A text of at most `max` characters (code points); one that was longer ends in `…`. A secret in it is redacted before:
 * half of one would not be known for what it is afterwards.
 */
export function shorten(long: string, max: number): string {
  const text = long.length <= max ? long : redact(long);
  // A code point takes up to two units, so that no more of a huge text than this has to be looked at.
  const characters = [...text.slice(0, 2 * max + 2)];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join("")}…`;
}

/**
 * Whether a variable that switches something says yes: anything but `0`, `false`, `no` and `off` does.
 */
export function isOn(text: string | undefined): boolean {
  return text !== undefined && !/^(?:0|false|no|off)$/i.test(text.trim());
}

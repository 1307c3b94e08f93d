/**
 * Text that came from a server, made safe to show.
 *
 * Pure.
 *
 * @module
 */

/** Control characters (C0, C1, DEL), bidirectional embeddings, overrides and isolates, line and paragraph separators. */
const UNSAFE = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu;
/** A line break or a tab, as one. */
const BREAK = /\r\n|[\r\n\t\u2028\u2029]/gu;

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
 *
 * @example
 * ```ts
 * import { printable } from "@atlcli/atlcli";
 *
 * console.assert(printable("Eve\u001b[2J\nAdmin") === "Eve[2J Admin");
 * ```
 */
export function printable(text: string, options: PrintableOptions = {}): string {
  if (options.keepLines ?? false) {
    return text.replace(UNSAFE, (character) => character === "\n" || character === "\t" ? character : "");
  }
  return text.replace(BREAK, " ").replace(UNSAFE, "");
}

/** A text of at most `max` characters (code points); one that was longer ends in `…`. */
export function shorten(text: string, max: number): string {
  // A code point takes up to two units, so that no more of a huge text than this has to be looked at.
  const characters = [...text.slice(0, 2 * max + 2)];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join("")}…`;
}

/**
 * Text with one terminal column per character.
 *
 * @module
 */

/** The mark of the active profile: ✓ */
const MARK = 0x2713;

/**
 * Whether every character takes one column: printable ASCII, Latin letters with diacritics, and the mark of the active
 * profile. The only white space is the space. A loop, because the first use of a regular expression is slower.
 */
export function isNarrow(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const narrow = (code >= 0x20 && code <= 0x7e) || (code >= 0xc0 && code <= 0x24f) || code === MARK;
    if (!narrow) return false;
  }
  return true;
}

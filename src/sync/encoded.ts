/**
 * Texts as bytes, a piece at a time: a page can have megabytes.
 *
 * @module
 */

/** So many characters are a piece. */
const PIECE = 65_536;

/** A text in UTF-8. */
export function* encodedPieces(text: string): Generator<Uint8Array, void, void> {
  const encoder = new TextEncoder();
  for (let at = 0; at < text.length;) {
    const end = at + PIECE;
    // Both halves of a character go into the same piece.
    const last = text.charCodeAt(end - 1);
    const whole = last >= 0xd800 && last <= 0xdbff ? end + 1 : end;
    yield encoder.encode(text.slice(at, whole));
    at = whole;
  }
}

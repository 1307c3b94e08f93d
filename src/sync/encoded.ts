/**
 * Encodes text in chunks: a page can have megabytes.
 *
 * @module
 */

/** Chunk size, in characters. */
const PIECE = 65_536;

/** Encodes a text in UTF-8, chunk by chunk. */
export function* encodedPieces(text: string): Generator<Uint8Array, void, void> {
  const encoder = new TextEncoder();
  for (let at = 0; at < text.length;) {
    const end = at + PIECE;
    // Keeps a surrogate pair in one chunk.
    const last = text.charCodeAt(end - 1);
    const whole = last >= 0xd800 && last <= 0xdbff ? end + 1 : end;
    yield encoder.encode(text.slice(at, whole));
    at = whole;
  }
}

/**
 * Texts as keychains keep them.
 *
 * @module
 */
import { hasControl } from "../core/text.ts";

/** UTF-8, in a buffer of its own that can be overwritten. */
export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  const encoded = new TextEncoder().encode(text);
  const bytes = new Uint8Array(new ArrayBuffer(encoded.length));
  bytes.set(encoded);
  return bytes;
}

/** The text that these bytes are in UTF-8; `undefined` when they are none. Nothing is dropped, not even a BOM. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  return decode(bytes, "utf-8");
}

/** The text that these bytes are in UTF-16, little endian; `undefined` when they are none. */
export function fromUtf16(bytes: Uint8Array): string | undefined {
  return decode(bytes, "utf-16le");
}

/** Whether a text can stand in a line, an attribute and an argument: no control character, no half of a pair. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !hasControl(text) && !/[\u2028\u2029]/.test(text);
}

/** Whether a text is a site's address; the comment of an item that was stored by hand may say anything. */
export function isSiteUrl(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && isPlain(text);
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

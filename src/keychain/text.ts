/**
 * Encodings of text in keychains.
 *
 * @module
 */
import { hasControl } from "../core/text.ts";

/** Encodes UTF-8 into its own buffer, which the caller can overwrite. */
export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  const encoded = new TextEncoder().encode(text);
  const bytes = new Uint8Array(new ArrayBuffer(encoded.length));
  bytes.set(encoded);
  return bytes;
}

/** Decodes UTF-8; `undefined` if the bytes are invalid. Nothing is dropped, not even a byte order mark. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  return decode(bytes, "utf-8");
}

/** Decodes UTF-16, little endian; `undefined` if the bytes are invalid. */
export function fromUtf16(bytes: Uint8Array): string | undefined {
  return decode(bytes, "utf-16le");
}

/** Whether a text is valid in a line, an attribute and an argument: no control character, no lone surrogate. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !hasControl(text) && !/[\u2028\u2029]/.test(text);
}

/** Whether a text is the URL of a site. The comment of an item that was stored by hand may be anything. */
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

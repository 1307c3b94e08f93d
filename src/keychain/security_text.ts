/**
 * Encodes the input of macOS's `security` and parses its output.
 *
 * Its rules are in Apple's source (SecurityTool: `security.c`, `keychain_find.c`, `print_buffer`).
 *
 * @module
 */
import { fromUtf8, toUtf8 } from "./text.ts";

/** Prefix of a secret that is stored as the Base64 of its UTF-8. */
const ENCODED = "atlcli-b64:";

/**
 * Quotes one word of a line for `security -i`. Within quotes a backslash escapes the next character; line breaks cannot
 * be written at all.
 */
export function quoted(word: string): string {
  return `"${word.replace(/["\\]/g, "\\$&")}"`;
}

/**
 * Encodes a secret for storage: unchanged if it is printable ASCII, so that other tools can read it, else in Base64.
 * `security` prints a secret with any other byte as hexadecimal digits, without marking it.
 */
export function storedForm(secret: string): string {
  if (/^[\x20-\x7e]+$/.test(secret) && !secret.startsWith(ENCODED)) return secret;
  return ENCODED + btoa(Array.from(toUtf8(secret), (byte) => String.fromCharCode(byte)).join(""));
}

/** Decodes a stored secret; `undefined` if it is damaged. */
export function secretOf(stored: string): string | undefined {
  if (!stored.startsWith(ENCODED)) return stored;
  try {
    const bytes = atob(stored.slice(ENCODED.length));
    return fromUtf8(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

/** Whether a secret printed by `find-generic-password -w` may be the hexadecimal form of another one. */
export function mayBeHex(printed: string): boolean {
  return /^(?:[0-9a-f]{2})+$/.test(printed);
}

/** Decodes hexadecimal digits; `undefined` if the bytes are not UTF-8. */
export function fromHex(digits: string): string | undefined {
  return fromUtf8(Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

/** Whether `find-generic-password -g` (on standard error) prints the secret as hexadecimal digits. */
export function isShownAsHex(shown: string): boolean {
  return /^password: 0x/m.test(shown);
}

/**
 * The comment in the output of `find-generic-password`: `"icmt"<blob>="…"`, or `"icmt"<blob>=0x68C3…  "h\303…"` if a
 * character is not printable, or `<NULL>`.
 */
export function commentIn(attributes: string): string | undefined {
  const shown = /^ *"icmt"<blob>=(.*)$/m.exec(attributes)?.[1] ?? "";
  const hex = /^0x([0-9A-F]*)/.exec(shown)?.[1];
  if (hex !== undefined) return fromHex(hex);
  return /^"(.*)"$/.exec(shown)?.[1];
}

/**
 * What goes into and comes out of macOS's `security`, as text.
 *
 * Its rules are in Apple's source (SecurityTool: `security.c`, `keychain_find.c`, `print_buffer`).
 *
 * @module
 */
import { fromUtf8, toUtf8 } from "./text.ts";

/** Before a secret that is not kept as it is, but as the base64 of its UTF-8. */
const ENCODED = "atlcli-b64:";

/**
 * One word of a line for `security -i`. Within quotes a backslash takes the meaning of the next character away; line
 * breaks cannot be written at all.
 */
export function quoted(word: string): string {
  return `"${word.replace(/["\\]/g, "\\$&")}"`;
}

/**
 * A secret as it is stored: itself where it is printable ASCII, so that other tools can read it, encoded where it is
 * not. `security` shows a secret with any other byte in it as hexadecimal digits, without saying so.
 */
export function storedForm(secret: string): string {
  if (/^[\x20-\x7e]+$/.test(secret) && !secret.startsWith(ENCODED)) return secret;
  return ENCODED + btoa(Array.from(toUtf8(secret), (byte) => String.fromCharCode(byte)).join(""));
}

/** The secret behind a stored form; `undefined` when it is broken. */
export function secretOf(stored: string): string | undefined {
  if (!stored.startsWith(ENCODED)) return stored;
  try {
    const bytes = atob(stored.slice(ENCODED.length));
    return fromUtf8(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

/** Whether a secret that `find-generic-password -w` printed may be the hexadecimal digits of another. */
export function mayBeHex(printed: string): boolean {
  return /^(?:[0-9a-f]{2})+$/.test(printed);
}

/** The text of hexadecimal digits; `undefined` when it is no UTF-8. */
export function fromHex(digits: string): string | undefined {
  return fromUtf8(Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

/** Whether `find-generic-password -g` (on standard error) shows the secret as hexadecimal digits. */
export function isShownAsHex(shown: string): boolean {
  return /^password: 0x/m.test(shown);
}

/**
 * The comment in the attributes that `find-generic-password` prints: `"icmt"<blob>="…"`, or
 * `"icmt"<blob>=0x68C3…  "h\303…"` where a character in it is not printable, or `<NULL>`.
 */
export function commentIn(attributes: string): string | undefined {
  const shown = /^ *"icmt"<blob>=(.*)$/m.exec(attributes)?.[1] ?? "";
  const hex = /^0x([0-9A-F]*)/.exec(shown)?.[1];
  if (hex !== undefined) return fromHex(hex);
  return /^"(.*)"$/.exec(shown)?.[1];
}

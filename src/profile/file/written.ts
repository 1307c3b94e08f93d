/**
 * A credentials file that is as this program writes it: most are, and reading one is part of every start.
 *
 * @module
 */
import { type CredentialsFile, toFile } from "./members.ts";
import { MAX_FILE_BYTES } from "./refusal.ts";

/** Nothing that this program writes is indented so far: the strict reader counts how deep it is. */
const DEEP = `\n${" ".repeat(40)}`;

/**
 * Reads a file that `JSON.stringify` wrote, with two spaces to a level. A text that it writes the same way again has no
 * member twice, no number that was too large, and nothing behind its end.
 *
 * @param content The file's bytes.
 * @returns `undefined` for any other file, and for one in which something is wrong: `decodeCredentialsFile()` is strict,
 * and tells what.
 */
export function readWritten(content: Uint8Array): CredentialsFile | undefined {
  if (content.length > MAX_FILE_BYTES) return undefined;
  try {
    const text = decoded(content);
    if (text.includes("__proto__") || text.includes(DEEP)) return undefined;
    const value: unknown = JSON.parse(text);
    const written = JSON.stringify(value, undefined, 2);
    return text === written || text === `${written}\n` ? toFile(value) : undefined;
  } catch {
    return undefined;
  }
}

/** @throws {TypeError} when it is not UTF-8. */
function decoded(content: Uint8Array): string {
  // A decoder takes longer to make than most files to read.
  return isSmallAscii(content)
    ? String.fromCharCode(...content)
    : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
}

/** Whether the bytes are ASCII, and fit on the stack. */
function isSmallAscii(bytes: Uint8Array): boolean {
  if (bytes.length > 4096) return false;
  for (const byte of bytes) {
    if (byte > 0x7f) return false;
  }
  return true;
}

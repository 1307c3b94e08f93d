/**
 * Finds secrets in chunks: a secret may span two chunks.
 *
 * @module
 */
import { holdsSecret, longestSecret, redact } from "../../core/redact.ts";

/** Maximum length of text that is recognised as a token by its form. */
const MAX_PATTERN_LENGTH = 1_024;
/**
 * Approximate limit of characters examined to find a place to cut: the longer the range, the fewer places are tried.
 */
const MAX_EXAMINED = 1_048_576;

/**
 * Redacts a text in chunks. The held-back part stays unredacted: if the start of a token were redacted, its end would
 * not be recognised any more.
 */
export class StreamRedactor {
  #held = "";

  /** Takes the next chunk, and returns the text that can be shown. */
  push(piece: string): string {
    const text = this.#held + piece;
    const end = endBefore(text, Math.max(MAX_PATTERN_LENGTH, longestSecret()));
    this.#held = text.slice(end);
    return redact(text.slice(0, end));
  }

  /** Returns the rest. */
  end(): string {
    const rest = redact(this.#held);
    this.#held = "";
    return rest;
  }
}

/**
 * The last place, at least `reach` characters before the end, where a cut splits no secret. If a server sends a text
 * without such a place, it is cut anyway, because holding it back would exhaust memory.
 */
function endBefore(text: string, reach: number): number {
  const latest = Math.max(0, text.length - reach);
  const first = Math.max(0, latest - reach);
  const near = text.slice(Math.max(0, first - reach));
  const skipped = text.length - near.length;
  const whole = redact(near);
  const step = Math.ceil(reach * reach / MAX_EXAMINED);
  for (let end = latest; end > first; end -= step) {
    if (redact(near.slice(0, end - skipped)) + redact(near.slice(end - skipped)) === whole) return end;
  }
  return first;
}

/** Detects secrets in unchanged bytes. Reads each byte as a character, so it does not detect non-ASCII secrets. */
export class SecretWatch {
  #held = "";
  #found = false;

  /** Whether a secret was detected. */
  get found(): boolean {
    return this.#found;
  }

  /** Checks the next bytes. */
  see(bytes: Uint8Array): void {
    if (this.#found) return;
    const text = this.#held + new TextDecoder("latin1").decode(bytes);
    this.#found = holdsSecret(text);
    this.#held = text.slice(Math.max(0, text.length - longestSecret()));
  }
}

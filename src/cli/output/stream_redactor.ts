/**
 * Secrets in what comes in pieces: one may begin in a piece and end in the next.
 *
 * @module
 */
import { holdsSecret, longestSecret, redact } from "../../core/redact.ts";

/** What only looks like a token is known within as many characters. */
const LONGEST_LOOK = 1_024;
/** So many characters are looked at, about, for a place to cut: the farther it may be, the fewer are tried. */
const MAX_LOOKED_AT = 1_048_576;

/**
 * Redacts a text that comes in pieces. What is held back is held as it came: redacted, the beginning of a token would
 * be known for one by its look, and its end would not be any more.
 */
export class StreamRedactor {
  #held = "";

  /** Takes the next piece, and gives what can be shown by now. */
  push(piece: string): string {
    const text = this.#held + piece;
    const end = endBefore(text, Math.max(LONGEST_LOOK, longestSecret()));
    this.#held = text.slice(end);
    return redact(text.slice(0, end));
  }

  /** Gives the rest. */
  end(): string {
    const rest = redact(this.#held);
    this.#held = "";
    return rest;
  }
}

/**
 * Where a text can be cut, so many characters before its end or earlier: where no secret is cut in two. A server can
 * make a text without such a place; that is cut all the same, because holding it back would take all memory.
 */
function endBefore(text: string, reach: number): number {
  const latest = Math.max(0, text.length - reach);
  const first = Math.max(0, latest - reach);
  const near = text.slice(Math.max(0, first - reach));
  const skipped = text.length - near.length;
  const whole = redact(near);
  const step = Math.ceil(reach * reach / MAX_LOOKED_AT);
  for (let end = latest; end > first; end -= step) {
    if (redact(near.slice(0, end - skipped)) + redact(near.slice(end - skipped)) === whole) return end;
  }
  return first;
}

/** Looks for secrets in bytes that are not changed. Each byte counts as a character: no secret in another alphabet is seen. */
export class SecretWatch {
  #held = "";
  #found = false;

  /** Whether there was one. */
  get found(): boolean {
    return this.#found;
  }

  /** Takes the next bytes. */
  see(bytes: Uint8Array): void {
    if (this.#found) return;
    const text = this.#held + new TextDecoder("latin1").decode(bytes);
    this.#found = holdsSecret(text);
    this.#held = text.slice(Math.max(0, text.length - longestSecret()));
  }
}

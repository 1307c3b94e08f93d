/**
 * Secrets in what comes in pieces: one may begin in a piece and end in the next.
 *
 * @module
 */
import { holdsSecret, longestSecret, redact } from "../../core/redact.ts";

/** What only looks like a token is known within as many characters. */
const LONGEST_LOOK = 1_024;

/** Redacts a text that comes in pieces. */
export class StreamRedactor {
  #held = "";

  /** Takes the next piece, and gives what can be shown by now. */
  push(piece: string): string {
    const text = redact(this.#held + piece);
    const end = Math.max(0, text.length - Math.max(LONGEST_LOOK, longestSecret()));
    this.#held = text.slice(end);
    return text.slice(0, end);
  }

  /** Gives the rest. */
  end(): string {
    return redact(this.#held);
  }
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

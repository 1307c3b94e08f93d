/**
 * A text that must not be seen: a token, a password, a private key.
 *
 * @module
 */

import { MASK, noteSecret, registerSecret } from "./redact.ts";

/**
 * Holds a secret text. {@linkcode Secret.reveal} is the only way out: printing, string conversion, JSON and inspection
 * all give `[secret]`.
 *
 * It does not protect against code in the same process, nor wipe memory (JavaScript cannot). What was revealed is left
 * out of the errors of this library, and of all that the command line prints, however it is spelled there.
 *
 * @example
 * ```ts
 * import { Secret } from "@atlcli/atlcli";
 *
 * const token = new Secret("ATATT3x");
 * console.assert(`${token}` === "[secret]");
 * console.assert(JSON.stringify({ token }) === '{"token":"[secret]"}');
 * console.assert(token.reveal() === "ATATT3x");
 * ```
 */
export class Secret {
  readonly #text: string;

  /**
   * Wraps a text.
   *
   * @param text The secret itself.
   */
  constructor(text: string) {
    this.#text = text;
    noteSecret(text);
  }

  /** The secret itself, which is redacted from now on. Every call is a place to review. */
  reveal(): string {
    registerSecret(this.#text);
    return this.#text;
  }

  /** How many characters it has. */
  get length(): number {
    return this.#text.length;
  }

  /** Whether both hold the same text. */
  equals(other: Secret): boolean {
    return this.#text === other.#text;
  }

  /** `[secret]` */
  toString(): string {
    return MASK;
  }

  /** `[secret]` */
  toJSON(): string {
    return MASK;
  }

  /** `[secret]`, for `console.log` in Deno. */
  [Symbol.for("Deno.customInspect")](): string {
    return MASK;
  }

  /** `[secret]`, for `console.log` in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return MASK;
  }
}

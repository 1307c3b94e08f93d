/**
 * A text that must not be shown: a token, a password, a private key.
 *
 * @module
 */

import { MASK, noteSecret, registerSecret } from "./redact.ts";

/**
 * Holds a secret text. {@linkcode Secret.reveal} is the only way to read it: printing, string conversion, JSON and
 * inspection all give `[secret]`.
 *
 * It does not protect against code in the same process, nor wipe memory (JavaScript cannot). A revealed secret is
 * redacted in the errors of this library and in everything that the command line prints, in any spelling.
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
   * @param text The plain secret.
   */
  constructor(text: string) {
    this.#text = text;
    noteSecret(text);
  }

  /** Returns the plain secret and registers it for redaction. Review every call of this method. */
  reveal(): string {
    registerSecret(this.#text);
    return this.#text;
  }

  /** The number of characters. */
  get length(): number {
    return this.#text.length;
  }

  /** Whether both hold the same text. */
  equals(other: Secret): boolean {
    return this.#text === other.#text;
  }

  /** Returns `[secret]`. */
  toString(): string {
    return MASK;
  }

  /** Returns `[secret]`. */
  toJSON(): string {
    return MASK;
  }

  /** Returns `[secret]`, for `console.log` in Deno. */
  [Symbol.for("Deno.customInspect")](): string {
    return MASK;
  }

  /** Returns `[secret]`, for `console.log` in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return MASK;
  }
}

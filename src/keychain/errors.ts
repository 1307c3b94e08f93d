/**
 * What the adapters say when a keychain cannot be used.
 *
 * @module
 */
import type { KeychainErrorData } from "../core/error_data.ts";
import { KeychainError, type KeychainErrorCode } from "../core/errors.ts";

/** What comes with the message of a {@linkcode keychainError}. */
export interface KeychainErrorOptions extends ErrorOptions {
  /** What to do to use this keychain after all. */
  readonly remedy: string;
  /** What the error is about. */
  readonly data?: KeychainErrorData;
}

/** An error whose hint is the remedy. */
export function keychainError(
  code: KeychainErrorCode,
  message: string,
  { remedy, ...rest }: KeychainErrorOptions,
): KeychainError {
  return new KeychainError(code, message, { ...rest, hint: remedy });
}

/** The error for a secret, an account or a site that a keychain has no room for. */
export function tooLarge(
  label: string,
  found: { readonly what: string; readonly size: string; readonly limit: string },
): KeychainError {
  return keychainError(
    "keychain-too-large",
    `The ${label} cannot keep ${found.what}: it has ${found.size}, at most ${found.limit} fit`,
    { remedy: "Check that it is what you meant to store" },
  );
}

/** There is no keychain for this operating system. */
export function unknownSystem(): KeychainError {
  return keychainError("keychain-unavailable", "This operating system has no keychain that is known", {
    remedy: "Keychains are known on macOS, Linux and Windows",
  });
}

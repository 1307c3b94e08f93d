/**
 * Errors of the keychain adapters.
 *
 * @module
 */
import type { ErrorData } from "../core/error_data.ts";
import { KeychainError, type KeychainErrorCode } from "../core/errors.ts";

/** Parts of a {@linkcode keychainError}. */
interface KeychainErrorOptions extends ErrorOptions {
  /** How to make this keychain usable. */
  readonly remedy: string;
  /** What the error is about. */
  readonly data?: ErrorData;
}

/** Creates an error whose hint is the remedy. */
export function keychainError(
  code: KeychainErrorCode,
  message: string,
  { remedy, ...rest }: KeychainErrorOptions,
): KeychainError {
  return new KeychainError(code, message, { ...rest, hint: remedy });
}

/** Creates the error for a secret, an account or a site that exceeds the keychain's limit. */
export function tooLarge(
  label: string,
  found: { readonly what: string; readonly size: string; readonly limit: string },
): KeychainError {
  return keychainError(
    "keychain-too-large",
    `The ${label} cannot store ${found.what}: it has ${found.size}, the maximum is ${found.limit}`,
    { remedy: "Check that this is the value you want to store" },
  );
}

/** Creates the error for an operating system without a supported keychain. */
export function unknownSystem(): KeychainError {
  return keychainError("keychain-unavailable", "This operating system has no supported keychain", {
    remedy: "Keychains are supported on macOS, Linux and Windows",
  });
}

/**
 * The errors that callers are expected to catch. A programmer's mistake throws `TypeError` or `RangeError` instead.
 *
 * Messages name the action that failed and the value (never a secret); the remedy is the `hint`.
 *
 * @module
 */

/** What went wrong, for programs. */
export type ErrorCode =
  // Wrong usage: a value that was given cannot be one, or one is missing.
  | "usage"
  // No usable credential.
  | "no-credential"
  | "credential-refused"
  | "unknown-profile"
  | "authentication-failed"
  | "captcha"
  | "sso-page"
  | "anonymous"
  // Authenticated, not allowed.
  | "permission"
  | "missing-scope"
  | "read-only"
  // The request.
  | "not-found"
  | "bad-request"
  | "conflict"
  | "rate-limited"
  | "server"
  | "bad-answer"
  | "redirect-refused"
  // The network.
  | "dns"
  | "connection-refused"
  | "tls"
  | "proxy"
  | "timeout"
  | "connection-lost"
  | "network"
  // Where credentials are kept.
  | "credentials-file"
  | "credentials-file-busy"
  | "profile-exists"
  | "token-command"
  | "keychain-unavailable"
  | "keychain-locked"
  | "keychain-denied"
  | "keychain-timeout"
  | "keychain-too-large"
  | "keychain-failed"
  // A folder of pages.
  | "docs-folder"
  // Another version of the program.
  | "upgrade-refused"
  | "upgrade-failed"
  | "release-untrusted"
  // Stopped by the user, or by the caller's signal.
  | "cancelled";

/** What comes with an error's message. */
export interface AtlcliErrorOptions extends ErrorOptions {
  /** What to do next: one or more lines. */
  readonly hint?: string | undefined;
}

/** The base of every error that this library throws on purpose. */
export class AtlcliError extends Error {
  /** The class's name. */
  override readonly name: string = "AtlcliError";
  /** What went wrong, for programs. */
  readonly code: ErrorCode;
  /** What to do next, if there is anything to say. */
  readonly hint: string | undefined;

  /**
   * Makes an error.
   *
   * @param code What went wrong, for programs.
   * @param message What went wrong, for people.
   * @param options The remedy, and the cause.
   */
  constructor(code: ErrorCode, message: string, options: AtlcliErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.hint = options.hint;
  }
}

/** A value that a person gave cannot be used. */
export class UsageError extends AtlcliError {
  /** The class's name. */
  override readonly name = "UsageError";
  /**
   * Makes an error with the code `usage`.
   *
   * @param message What is wrong with the value, quoting it.
   */
  constructor(message: string, options?: AtlcliErrorOptions) {
    super("usage", message, options);
  }
}

/**
 * Runs a parser for a value that came from somewhere, and says in its error where from.
 *
 * @param from `ATLCLI_SITE`, `--site`
 * @throws {UsageError} as the parser, with `from` before its message.
 */
export function parsedFrom<T>(from: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${from}: ${error.message}`, { hint: error.hint, cause: error });
  }
}

/** The codes of a {@linkcode CredentialError}. */
export type CredentialErrorCode = Extract<
  ErrorCode,
  "no-credential" | "credential-refused" | "unknown-profile"
>;

/** There is no credential for this, or the one that is there must not be sent. Nothing was sent. */
export class CredentialError extends AtlcliError {
  /** The class's name. */
  override readonly name = "CredentialError";
  /** Makes an error of one of these codes; the message is for people. */
  constructor(code: CredentialErrorCode, message: string, options?: AtlcliErrorOptions) {
    super(code, message, options);
  }
}

/** The codes of a {@linkcode StorageError}. */
export type StorageErrorCode = Extract<
  ErrorCode,
  "credentials-file" | "credentials-file-busy" | "profile-exists" | "token-command"
>;

/** The credentials file, or the program that a profile asks for its token, cannot be used. */
export class StorageError extends AtlcliError {
  /** The class's name. */
  override readonly name = "StorageError";
  /** Makes an error of one of these codes; the message is for people. */
  constructor(code: StorageErrorCode, message: string, options?: AtlcliErrorOptions) {
    super(code, message, options);
  }
}

/** The codes of a {@linkcode KeychainError}. */
export type KeychainErrorCode = Extract<ErrorCode, `keychain-${string}`>;

/** The keychain cannot be used. Never means that an item is absent. */
export class KeychainError extends AtlcliError {
  /** The class's name. */
  override readonly name = "KeychainError";
  /** Makes an error of one of these codes; the message is for people. */
  constructor(code: KeychainErrorCode, message: string, options?: AtlcliErrorOptions) {
    super(code, message, options);
  }
}

/** The codes of a {@linkcode NetworkError}. */
export type NetworkErrorCode = Extract<
  ErrorCode,
  "dns" | "connection-refused" | "tls" | "proxy" | "timeout" | "connection-lost" | "network"
>;

/** The server was not reached, or its answer broke off. */
export class NetworkError extends AtlcliError {
  /** The class's name. */
  override readonly name = "NetworkError";
  /** Makes an error of one of these codes; the message is for people. */
  constructor(code: NetworkErrorCode, message: string, options?: AtlcliErrorOptions) {
    super(code, message, options);
  }
}

/** What comes with an {@linkcode HttpError}. */
export interface HttpErrorOptions extends AtlcliErrorOptions {
  /** The HTTP status. */
  readonly status: number;
  /** `GET https://…`, without a query. */
  readonly request: string;
  /** The server's own words, one a line, control characters stripped. */
  readonly details?: readonly string[];
  /** After so many milliseconds it makes sense to try again. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * The server answered, and it was not what was asked for.
 *
 * It does not hold the response: the body has been read as far as it was needed.
 */
export class HttpError extends AtlcliError {
  /** The class's name. */
  override readonly name = "HttpError";
  /** The HTTP status; 200 for an answer that only looks like a success. */
  readonly status: number;
  /** `GET https://…`, without a query. */
  readonly request: string;
  /** The server's own words, one a line, control characters stripped. */
  readonly details: readonly string[];
  /** After so many milliseconds it makes sense to try again; `undefined` when nobody knows. */
  readonly retryAfterMs: number | undefined;

  /** Makes an error of one of these codes; the message is for people. */
  constructor(code: ErrorCode, message: string, options: HttpErrorOptions) {
    super(code, message, options);
    this.status = options.status;
    this.request = options.request;
    this.details = options.details ?? [];
    this.retryAfterMs = options.retryAfterMs;
  }
}

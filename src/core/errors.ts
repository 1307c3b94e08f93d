/**
 * The errors that callers are expected to catch. A programmer's mistake throws `TypeError` or `RangeError` instead.
 *
 * Messages name the action that failed and the value (never a secret: one that a server or a person put there is
 * redacted). What to do next is the `hint`, or follows from the `data`.
 *
 * @module
 */
import type { ErrorCode } from "./error_codes.ts";
import {
  type CredentialErrorData,
  type ErrorData,
  type KeychainErrorData,
  type NetworkErrorData,
  redactData,
  type StorageErrorData,
  type UsageErrorData,
} from "./error_data.ts";
import { redact } from "./redact.ts";

export type { ErrorCode } from "./error_codes.ts";
export type { ErrorData } from "./error_data.ts";

/** What comes with an error's message. */
export interface AtlcliErrorOptions<Data extends ErrorData = ErrorData> extends ErrorOptions {
  /** What to do next: one or more lines. */
  readonly hint?: string | undefined;
  /** What the error is about, for programs. */
  readonly data?: Data | undefined;
}

/**
 * The base of every error that this library throws on purpose.
 *
 * @example
 * ```ts
 * import { AtlcliError, connect } from "@atlcli/atlcli";
 *
 * try {
 *   const { client } = await connect();
 *   await client.json({ path: "/rest/api/2/issue/NONE-1" });
 * } catch (error) {
 *   if (!(error instanceof AtlcliError)) throw error;
 *   console.log(error.code, error.message, error.hint);
 * }
 * ```
 */
export class AtlcliError extends Error {
  /** The class's name. */
  override readonly name: string = "AtlcliError";
  /** What went wrong, for programs. */
  readonly code: ErrorCode;
  /** What to do next, if there is anything to say. */
  readonly hint: string | undefined;
  /** What the error is about, where a program can decide by it what to suggest. */
  readonly data: ErrorData | undefined;

  /**
   * Makes an error.
   *
   * @param code What went wrong, for programs.
   * @param message What went wrong, for people.
   * @param options What to do next, what it is about, and the cause.
   */
  constructor(code: ErrorCode, message: string, options: AtlcliErrorOptions = {}) {
    super(redact(message), options);
    this.code = code;
    this.hint = options.hint && redact(options.hint);
    this.data = options.data && redactData(options.data);
  }
}

/**
 * A value that a person gave is invalid.
 *
 * @example
 * ```ts
 * import { parseSite, UsageError } from "@atlcli/atlcli";
 *
 * try {
 *   parseSite("ftp://company.atlassian.net");
 * } catch (error) {
 *   console.assert(error instanceof UsageError);
 * }
 * ```
 */
export class UsageError extends AtlcliError {
  /** The class's name. */
  override readonly name = "UsageError";
  /** What the error is about. */
  declare readonly data: UsageErrorData | undefined;
  /**
   * Makes an error with the code `usage`.
   *
   * @param message What is wrong with the value, quoting it.
   */
  constructor(message: string, options?: AtlcliErrorOptions<UsageErrorData>) {
    super("usage", message, options);
  }
}

/**
 * Runs a parser for a value that came from somewhere, and says in its error where from.
 *
 * @param from What gave the value, such as `ATLCLI_SITE`.
 * @throws {UsageError} as the parser, with `from` before its message.
 */
export function parsedFrom<T>(from: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${from}: ${error.message}`, { hint: error.hint, data: error.data, cause: error });
  }
}

/** The codes of a {@linkcode CredentialError}. */
export type CredentialErrorCode = Extract<
  ErrorCode,
  "no-credential" | "credential-refused" | "unknown-profile"
>;

/**
 * There is no credential for this, or the one that is there must not be sent. Nothing was sent.
 *
 * @example
 * ```ts
 * import { connect, CredentialError } from "@atlcli/atlcli";
 * import { memoryHost, memorySecretStore } from "@atlcli/atlcli/testing";
 *
 * try {
 *   await connect({ host: memoryHost(), secretStore: memorySecretStore() });
 * } catch (error) {
 *   if (!(error instanceof CredentialError)) throw error;
 *   console.assert(error.code === "no-credential");
 * }
 * ```
 */
export class CredentialError extends AtlcliError {
  /** The class's name. */
  override readonly name = "CredentialError";
  /** What the error is about. */
  declare readonly data: CredentialErrorData | undefined;
  /** Makes an error of one of these codes; the message is for people. */
  constructor(code: CredentialErrorCode, message: string, options?: AtlcliErrorOptions<CredentialErrorData>) {
    super(code, message, options);
  }
}

/** The codes of a {@linkcode StorageError}. */
export type StorageErrorCode = Extract<
  ErrorCode,
  | "credentials-file"
  | "credentials-file-busy"
  | "credentials-file-untrusted"
  | "profile-exists"
  | "token-command"
>;

/**
 * The credentials file, or the program that a profile asks for its token, cannot be used.
 *
 * @example
 * ```ts
 * import { openProfileStore } from "@atlcli/atlcli/profile";
 * import { StorageError } from "@atlcli/atlcli";
 * import { memoryHost } from "@atlcli/atlcli/testing";
 *
 * const host = memoryHost({ files: { "/home/me/.atlcli/credentials.json": "{" } });
 * try {
 *   await openProfileStore(host).load();
 * } catch (error) {
 *   if (!(error instanceof StorageError)) throw error;
 *   console.assert(error.code === "credentials-file");
 * }
 * ```
 */
export class StorageError extends AtlcliError {
  /** The class's name. */
  override readonly name = "StorageError";
  /** What the error is about. */
  declare readonly data: StorageErrorData | undefined;
  /** Makes an error of one of these codes; the message is for people. */
  constructor(code: StorageErrorCode, message: string, options?: AtlcliErrorOptions<StorageErrorData>) {
    super(code, message, options);
  }
}

/** The codes of a {@linkcode KeychainError}. */
export type KeychainErrorCode = Extract<ErrorCode, `keychain-${string}`>;

/**
 * The keychain cannot be used. Never means that an item is absent.
 *
 * @example
 * ```ts
 * import { KeychainError } from "@atlcli/atlcli";
 *
 * const error = new KeychainError("keychain-locked", "The keychain is locked");
 * console.assert(error.code === "keychain-locked");
 * ```
 */
export class KeychainError extends AtlcliError {
  /** The class's name. */
  override readonly name = "KeychainError";
  /** What the error is about. */
  declare readonly data: KeychainErrorData | undefined;
  /** Makes an error of one of these codes; the message is for people. */
  constructor(code: KeychainErrorCode, message: string, options?: AtlcliErrorOptions<KeychainErrorData>) {
    super(code, message, options);
  }
}

/** The codes of a {@linkcode NetworkError}. */
export type NetworkErrorCode = Extract<
  ErrorCode,
  "dns" | "connection-refused" | "tls" | "proxy" | "timeout" | "connection-lost" | "network"
>;

/**
 * The server was not reached, or its answer broke off.
 *
 * @example
 * ```ts
 * import { NetworkError } from "@atlcli/atlcli";
 *
 * const error = new NetworkError("dns", 'Cannot find the host "jira.company.com"');
 * console.assert(error.code === "dns");
 * ```
 */
export class NetworkError extends AtlcliError {
  /** The class's name. */
  override readonly name = "NetworkError";
  /** What the error is about. */
  declare readonly data: NetworkErrorData | undefined;
  /** Makes an error of one of these codes; the message is for people. */
  constructor(code: NetworkErrorCode, message: string, options?: AtlcliErrorOptions<NetworkErrorData>) {
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
 *
 * @example
 * ```ts
 * import { connect, HttpError } from "@atlcli/atlcli";
 *
 * const { client } = await connect();
 * try {
 *   await client.json({ path: "/rest/api/2/issue/NONE-1" });
 * } catch (error) {
 *   if (!(error instanceof HttpError)) throw error;
 *   console.assert(error.status === 404 && error.code === "not-found");
 * }
 * ```
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
    this.request = redact(options.request);
    this.details = (options.details ?? []).map(redact);
    this.retryAfterMs = options.retryAfterMs;
  }
}

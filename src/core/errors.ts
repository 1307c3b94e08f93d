/**
 * The errors that callers are expected to catch. A programmer's mistake throws `TypeError` or `RangeError` instead.
 *
 * A message names the action that failed and the value, with every secret redacted. The next step is in
 * `hint`, or follows from `data`.
 *
 * @module
 */
import type { ErrorCode } from "./error_codes.ts";
import { type ErrorData, redactData } from "./error_data.ts";
import { redact } from "./redact.ts";

export type { ErrorCode } from "./error_codes.ts";
export type { ErrorData, ErrorDataByKind } from "./error_data.ts";

/** Optional parts of an error. */
interface AtlcliErrorOptions extends ErrorOptions {
  /** The next step for the user: one or more lines. */
  readonly hint?: string | undefined;
  /** What the error is about, for programs. */
  readonly data?: ErrorData | undefined;
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
  /** What failed, for programs. */
  readonly code: ErrorCode;
  /** The next step for the user, if there is one. */
  readonly hint: string | undefined;
  /** What the error is about, where a program can decide by it what to suggest. */
  readonly data: ErrorData | undefined;

  /**
   * Creates an error.
   *
   * @param code What failed, for programs.
   * @param message What failed, for people.
   * @param options The next step, what the error is about, and the cause.
   */
  constructor(code: ErrorCode, message: string, options: AtlcliErrorOptions = {}) {
    super(redact(message), options);
    this.code = code;
    this.hint = options.hint && redact(options.hint);
    this.data = options.data && redactData(options.data);
  }
}

/**
 * A value given by the user is invalid.
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
  /**
   * Creates an error with the code `usage`.
   *
   * @param message What is wrong with the value, which it quotes.
   */
  constructor(message: string, options?: AtlcliErrorOptions) {
    super("usage", message, options);
  }
}

/**
 * Runs a parser, and adds the origin of the value to its error.
 *
 * @param from The origin: a variable such as `ATLCLI_SITE`.
 * @throws {UsageError} if the parser throws one; `from` precedes its message.
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
type CredentialErrorCode = Extract<
  ErrorCode,
  "no-credential" | "credential-refused" | "unknown-profile"
>;

/**
 * There is no credential for a request, or the credential must not be sent there. Nothing was sent.
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
  /** Creates an error of one of these codes, with a message for people. */
  constructor(code: CredentialErrorCode, message: string, options?: AtlcliErrorOptions) {
    super(code, message, options);
  }
}

/** The codes of a {@linkcode StorageError}. */
type StorageErrorCode = Extract<
  ErrorCode,
  | "credentials-file"
  | "credentials-file-busy"
  | "credentials-file-untrusted"
  | "profile-exists"
  | "token-command"
>;

/**
 * The credentials file is unusable, or the program that prints a profile's token failed.
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
  /** Creates an error of one of these codes, with a message for people. */
  constructor(code: StorageErrorCode, message: string, options?: AtlcliErrorOptions) {
    super(code, message, options);
  }
}

/** The codes of a {@linkcode KeychainError}. */
export type KeychainErrorCode = Extract<ErrorCode, `keychain-${string}`>;

/**
 * The keychain is unusable. An absent item is never reported with this error.
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
  /** Creates an error of one of these codes, with a message for people. */
  constructor(code: KeychainErrorCode, message: string, options?: AtlcliErrorOptions) {
    super(code, message, options);
  }
}

/** The codes of a {@linkcode NetworkError}. */
export type NetworkErrorCode = Extract<
  ErrorCode,
  "dns" | "connection-refused" | "tls" | "proxy" | "timeout" | "connection-lost" | "network"
>;

/**
 * The server was not reached, or its response broke off.
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
  /** Creates an error of one of these codes, with a message for people. */
  constructor(code: NetworkErrorCode, message: string, options?: AtlcliErrorOptions) {
    super(code, message, options);
  }
}

/** Parts of an {@linkcode HttpError}. */
interface HttpErrorOptions extends AtlcliErrorOptions {
  /** The HTTP status. */
  readonly status: number;
  /** `GET https://…`, without a query. */
  readonly request: string;
  /** The server's own error texts, one line each, without control characters. */
  readonly details?: readonly string[];
  /** How many milliseconds to wait before a retry. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * The server responded, but not with the requested result.
 *
 * It does not hold the response, whose body was read only as far as needed.
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
  /** The HTTP status. It is 200 for a response that only looks successful, such as a login page. */
  readonly status: number;
  /** `GET https://…`, without a query. */
  readonly request: string;
  /** The server's own error texts, one line each, without control characters. */
  readonly details: readonly string[];
  /** How many milliseconds to wait before a retry; `undefined` if the server did not say. */
  readonly retryAfterMs: number | undefined;

  /** Creates an error of one of these codes, with a message for people. */
  constructor(code: ErrorCode, message: string, options: HttpErrorOptions) {
    super(code, message, options);
    this.status = options.status;
    this.request = redact(options.request);
    this.details = (options.details ?? []).map(redact);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Whether the server rejected the credential, or treated the request as anonymous: it did nothing else. */
export function isCredentialRefusal(error: unknown): boolean {
  return error instanceof HttpError && (error.code === "authentication-failed" || error.code === "anonymous");
}

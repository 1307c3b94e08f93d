/**
 * Limits on time, retries and size of a request.
 *
 * @module
 */

/** The limits of a client. */
export interface Limits {
  /**
   * Milliseconds to the response headers, and between two chunks of the body. For an upload, the limit to the headers
   * is `totalMs`.
   *
   * @default {30_000}
   */
  readonly timeoutMs: number;
  /**
   * Milliseconds for one try, from sending to the end of the body. It guards against slow drips.
   *
   * @default {600_000}
   */
  readonly totalMs: number;
  /**
   * Maximum total wait between retries, in milliseconds. If a server asks for more, the request fails at once.
   *
   * @default {120_000}
   */
  readonly maxWaitMs: number;
  /**
   * Maximum number of retries of a request.
   *
   * @default {4}
   */
  readonly maxRetries: number;
  /**
   * Maximum number of concurrent requests. A request counts until its body has been read or cancelled.
   *
   * @default {8}
   */
  readonly maxInFlight: number;
  /**
   * Maximum size in bytes of a response read into memory (JSON, text), after decompression.
   *
   * @default {67_108_864}
   */
  readonly maxBodyBytes: number;
  /**
   * Maximum size in bytes of a streamed response (a download), after decompression.
   *
   * @default {4_294_967_296}
   */
  readonly maxDownloadBytes: number;
}

/** The limits of a client without options. */
export const DEFAULT_LIMITS: Limits = {
  timeoutMs: 30_000,
  totalMs: 600_000,
  maxWaitMs: 120_000,
  maxRetries: 4,
  maxInFlight: 8,
  maxBodyBytes: 64 * 1024 * 1024,
  maxDownloadBytes: 4 * 1024 * 1024 * 1024,
};

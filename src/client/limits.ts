/**
 * Limits on time, retries and size of a request.
 *
 * @module
 */

/** The limits of a client. */
export interface Limits {
  /**
   * Milliseconds to the response headers, and between two chunks of the body. For an upload, the limit to the headers
   * is `maxTimeMs`.
   *
   * @default {30_000}
   */
  readonly timeoutMs: number;
  /**
   * Milliseconds for one try, from sending to the end of the body. It guards against slow drips.
   *
   * @default {600_000}
   */
  readonly maxTimeMs: number;
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
   * Maximum size of a response in bytes, after decompression.
   *
   * @default {undefined} 64 MiB for a response read into memory (JSON, text), 4 GiB for a stream (a download)
   */
  readonly maxSizeBytes: number | undefined;
}

/** The limits of a client without options. */
export const DEFAULT_LIMITS: Limits = {
  timeoutMs: 30_000,
  maxTimeMs: 600_000,
  maxWaitMs: 120_000,
  maxRetries: 4,
  maxInFlight: 8,
  maxSizeBytes: undefined,
};

/** The size limits that apply without `maxSizeBytes`. */
export const DEFAULT_SIZES = { memory: 64 * 1024 * 1024, stream: 4 * 1024 * 1024 * 1024 } as const;

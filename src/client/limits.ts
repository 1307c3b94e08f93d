/**
 * How much time, how many tries and how many bytes a request may take.
 *
 * @module
 */

/** The limits of a client. */
export interface Limits {
  /**
   * Milliseconds to an answer's headers, and between two pieces of its body. A request that uploads something has
   * `totalMs` to the headers.
   *
   * @default {30_000}
   */
  readonly timeoutMs: number;
  /**
   * Milliseconds for one try, from sending to the end of the body. No server can drip for longer.
   *
   * @default {600_000}
   */
  readonly totalMs: number;
  /**
   * Milliseconds that the waits between tries may add up to. A server that asks for more ends it at once.
   *
   * @default {120_000}
   */
  readonly maxWaitMs: number;
  /**
   * How many times a failed request is sent again.
   *
   * @default {4}
   */
  readonly maxRetries: number;
  /**
   * How many requests are under way at once. A request is until its body has been read or cancelled.
   *
   * @default {8}
   */
  readonly maxInFlight: number;
  /**
   * Bytes of an answer that is read into memory (JSON, text), after decompression.
   *
   * @default {67_108_864}
   */
  readonly maxBodyBytes: number;
  /**
   * Bytes of an answer that is passed on as it comes (a download), after decompression.
   *
   * @default {4_294_967_296}
   */
  readonly maxDownloadBytes: number;
}

/** The limits that hold where no others are given. */
export const DEFAULT_LIMITS: Limits = {
  timeoutMs: 30_000,
  totalMs: 600_000,
  maxWaitMs: 120_000,
  maxRetries: 4,
  maxInFlight: 8,
  maxBodyBytes: 64 * 1024 * 1024,
  maxDownloadBytes: 4 * 1024 * 1024 * 1024,
};

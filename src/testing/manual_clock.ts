/**
 * A clock that a test controls.
 *
 * @module
 */
import type { Clock } from "../core/host.ts";

/** A {@linkcode Clock} whose waits take no time: each one advances the clock and is recorded. */
export interface ManualClock extends Clock {
  /** Advances the clock by milliseconds; a negative number sets it back. */
  advance(ms: number): void;
  /** Every wait so far, in milliseconds, in order. */
  readonly sleeps: readonly number[];
}

/**
 * Creates a clock that stands still except for waits and `advance()`.
 *
 * @example
 * ```ts
 * import { manualClock } from "@atlcli/atlcli/testing";
 *
 * const clock = manualClock(0);
 * await clock.sleep(1_500);
 * console.assert(clock.now() === 1_500);
 * console.assert(clock.sleeps.length === 1);
 * ```
 *
 * @param start The initial time in milliseconds since 1970; by default 2026-01-01T00:00Z.
 */
export function manualClock(start: number = Date.UTC(2026, 0, 1)): ManualClock {
  const sleeps: number[] = [];
  let now = start;
  return {
    sleeps,
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      sleeps.push(ms);
      now += ms;
      await Promise.resolve();
      signal?.throwIfAborted();
    },
  };
}

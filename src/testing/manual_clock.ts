/**
 * A clock that a test moves.
 *
 * @module
 */
import type { Clock } from "../core/host.ts";

/** A {@linkcode Clock} on which waiting takes no time: it moves the clock, and is written down. */
export interface ManualClock extends Clock {
  /** Moves the clock, in milliseconds; backwards when negative. */
  advance(ms: number): void;
  /** Every wait so far, in milliseconds, in order. */
  readonly sleeps: readonly number[];
}

/**
 * A clock that stands still until somebody waits or moves it.
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
 * @param start What it shows first, as milliseconds since 1970; by default 2026-01-01T00:00Z.
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

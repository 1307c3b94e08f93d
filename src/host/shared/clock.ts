/**
 * The clock of this machine.
 *
 * @module
 */
import { LONGEST_TIMER_MS } from "../../core/duration.ts";
import type { Clock } from "../../core/host.ts";

/** The system clock, with timers of any length. */
export const systemClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, Math.min(ms, LONGEST_TIMER_MS));
      signal?.addEventListener("abort", stop, { once: true });
    }),
};

/**
 * The clock of this machine.
 *
 * @module
 */
import type { Clock } from "../../core/host.ts";

/** Maximum delay of a JavaScript timer, in milliseconds (24.8 days). */
const MAX_TIMER = 2 ** 31 - 1;

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
      }, Math.min(ms, MAX_TIMER));
      signal?.addEventListener("abort", stop, { once: true });
    }),
};

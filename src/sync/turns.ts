/**
 * Yields to the event loop, so that long work does not delay signals and timers.
 *
 * @module
 */

/** Maximum time between two yields, in milliseconds. */
const LONGEST_MS = 20;

/**
 * Creates a function to await in every loop of unbounded length: now and then it yields to signals and timers. Awaiting
 * a settled promise does not yield.
 *
 * @param signal Aborts the work.
 * @returns A function that throws the reason of `signal` once that is aborted.
 */
export function turns(signal?: AbortSignal): () => Promise<void> {
  let last = performance.now();
  return async () => {
    signal?.throwIfAborted();
    if (performance.now() - last < LONGEST_MS) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    last = performance.now();
    signal?.throwIfAborted();
  };
}

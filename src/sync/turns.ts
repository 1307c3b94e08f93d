/**
 * Turns of the event loop, for work that would otherwise keep signals and timers waiting.
 *
 * @module
 */

/** How long work may go on without a turn, in milliseconds. */
const LONGEST_MS = 20;

/**
 * Makes a function to await in every loop whose length others decide: now and then it lets signals and timers have
 * their turn. Awaiting a promise that is settled already does not do that.
 *
 * @param signal What ends the work.
 * @returns a function that throws the reason of `signal` once that is aborted.
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

/**
 * Sends a signal to a process that may already have ended.
 */

/** Sends a signal to a process; one that has ended is left alone. */
export function signalIfRunning(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    // What Deno says of a child that has ended.
    if (!(error instanceof TypeError)) throw error;
  }
}

/**
 * Limits the number of concurrent requests.
 *
 * @module
 */

/** A semaphore that serves waiters in order. */
export class InFlight {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  /**
   * @param max Maximum number of concurrent holders.
   * @throws {RangeError} if it is less than 1.
   */
  constructor(max: number) {
    if (!(max >= 1)) throw new RangeError(`At least one request must be allowed, not ${max}`);
    this.#free = max;
  }

  /**
   * Waits for a slot.
   *
   * @returns A function that releases the slot; calling it twice is harmless.
   * @throws the signal's reason if the signal aborts first.
   */
  async enter(signal: AbortSignal | undefined): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await this.#queue(signal);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    };
  }

  #queue(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      const stop = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", stop, { once: true });
      this.#waiting.push(go);
    });
  }
}

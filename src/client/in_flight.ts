/**
 * A limit on how many requests are under way at once.
 *
 * @module
 */

/** Gives out places, first come, first served. */
export class InFlight {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  /**
   * @param max How many places there are.
   * @throws {RangeError} when there would be none.
   */
  constructor(max: number) {
    if (!(max >= 1)) throw new RangeError(`At least one request must be allowed, not ${max}`);
    this.#free = max;
  }

  /**
   * Waits for a place.
   *
   * @returns a function that gives it back; calling it twice does no harm.
   * @throws the signal's reason, when that fires first.
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

/**
 * Chance that can be repeated: the same seed gives the same choices.
 *
 * @module
 */

/** A source of choices. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  /** One of these. */
  pick<T>(from: readonly T[]): T;
  /** True once in `n` times. */
  oneIn(times: number): boolean;
  /** From `least` to `most` things. */
  several<T>(bounds: readonly [least: number, most: number], make: () => T): T[];
}

/** Choices that follow from a seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    pick: (from) => {
      const index = int(from.length);
      for (const [at, choice] of from.entries()) if (at === index) return choice;
      throw new RangeError("Nothing to pick from");
    },
    oneIn: (times) => int(times) === 0,
    several: ([least, most], make) => Array.from({ length: least + int(most - least + 1) }, make),
  };
}

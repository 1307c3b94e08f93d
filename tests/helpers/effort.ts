/**
 * How many cases the tests with random or exhaustive input try: a sample in the unit tests, all in `deno task torture`.
 *
 * @module
 */

let isLong = false;

/** Makes the tests that are imported after this call try all their cases. */
export function useLongForms(): void {
  isLong = true;
}

/** Returns the number for this run. */
export function effort(sample: number, all: number): number {
  return isLong ? all : sample;
}

/** Returns one of the items, which one going round with `turn`; all of them in the long form. */
export function inTurn<Item>(items: readonly Item[], turn: number): readonly Item[] {
  return isLong ? items : items.filter((_item, index) => index === turn % items.length);
}

/**
 * Servers whose pages never end.
 *
 * Pure.
 *
 * @module
 */

/** As many pages with nothing on them in a row as a server may send, while it says that more follow. */
const MAX_EMPTY_PAGES = 10;

/**
 * Finds a server that goes in circles, whatever the circle's length, with one cursor remembered (Brent's algorithm);
 * and one that sends nothing but empty pages.
 *
 * @param fail Throws.
 * @returns what is to be told of each page: where the next one begins, and how many items it had.
 */
export function circleGuard<Cursor extends string | number>(
  fail: () => never,
): (cursor: Cursor, items: number) => void {
  let mark: Cursor | undefined;
  let steps = 0;
  let power = 1;
  let empty = 0;
  return (cursor, items) => {
    empty = items === 0 ? empty + 1 : 0;
    if (cursor === mark || empty > MAX_EMPTY_PAGES) fail();
    if (++steps < power && mark !== undefined) return;
    mark = cursor;
    steps = 0;
    power *= 2;
  };
}

/**
 * Servers whose pages never end.
 *
 * Pure.
 *
 * @module
 */

/** As many pages with nothing on them in a row as a server may send, while it says that more follow. */
const MAX_EMPTY_PAGES = 10;
/** More pages than any list of a product's has: ten million issues, at a hundred a page. */
const MAX_PAGES = 100_000;

/**
 * Finds a server that goes in circles, whatever the circle's length, with one cursor remembered (Brent's algorithm);
 * one that sends nothing but empty pages; and one whose pages are always new.
 *
 * @param fail Throws. Is told what the pages do: `go in circles`, `are empty`, `have no end`.
 * @returns what is to be told of each page: where the next one begins, and how many items it had.
 */
export function circleGuard<Cursor extends string | number>(
  fail: (what: string) => never,
): (cursor: Cursor, items: number) => void {
  let mark: Cursor | undefined;
  let pages = 0;
  let steps = 0;
  let power = 1;
  let empty = 0;
  return (cursor, items) => {
    empty = items === 0 ? empty + 1 : 0;
    if (cursor === mark) fail("go in circles");
    if (empty > MAX_EMPTY_PAGES) fail("are empty");
    if (++pages > MAX_PAGES) fail("have no end");
    if (++steps < power && mark !== undefined) return;
    mark = cursor;
    steps = 0;
    power *= 2;
  };
}

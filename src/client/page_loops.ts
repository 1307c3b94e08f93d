/**
 * Guards against pagination loops.
 *
 * Pure.
 *
 * @module
 */

/** Maximum number of consecutive empty pages that promise a next one. */
const MAX_EMPTY_PAGES = 10;
/** Maximum number of pages: ten million items at 100 per page, more than any product has. */
const MAX_PAGES = 100_000;

/**
 * Detects endless pagination: a loop of any length, with one remembered cursor (Brent's algorithm); consecutive empty
 * pages; and pages that never end.
 *
 * @param fail Throws. Called with the problem: `repeat`, `are empty`, `have no end`.
 * @returns A function to call for each page with the next cursor and the number of items.
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
    if (cursor === mark) fail("repeat");
    if (empty > MAX_EMPTY_PAGES) fail("are empty");
    if (++pages > MAX_PAGES) fail("have no end");
    if (++steps < power && mark !== undefined) return;
    mark = cursor;
    steps = 0;
    power *= 2;
  };
}

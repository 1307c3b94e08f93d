/**
 * Lists: what a command prints where there may be many things of one kind.
 *
 * @module
 */
import { holdGuard } from "../../../mod.ts";
import type { Context } from "../context.ts";
import type { Output, Style } from "./output.ts";
import { type Progress, startProgress } from "./progress.ts";
import { formatTable } from "./table.ts";

/** A column of a list's table. */
export interface Column<T> {
  /** Its header, which is shown in capitals. */
  readonly name: string;
  /** What it says of an item; may hold anything that a server sent. */
  readonly text: (item: T) => string;
  /** How its cells look, where there is colour. */
  readonly style?: Style;
  /** The address that a cell leads to, on a terminal that can. */
  readonly link?: (item: T) => string | undefined;
}

/** A list to print. */
export interface List<T> {
  /** What the items are, and the member of the JSON object that holds them: `issues`. */
  readonly name: string;
  /** The items, or pages of them as they arrive. */
  readonly items: Iterable<T> | AsyncIterable<readonly T[]>;
  /** An item as JSON. */
  readonly json: (item: T) => unknown;
  readonly columns: readonly Column<T>[];
  /** What is said on stderr when there is none. */
  readonly empty: string;
  /** How many there are in all, as far as that is known by now. */
  readonly total?: () => number | undefined;
  /** More members of the JSON object. Asked for after the last item came. */
  readonly members?: () => Readonly<Record<string, unknown>>;
  /**
   * Whether the table's header is printed also above nothing.
   *
   * @default {false}
   */
  readonly headerAlways?: boolean;
}

/**
 * Prints a list: a table, one JSON object, or a line an item. As lines, an item is out before the next page is asked
 * for, and none is kept.
 *
 * @returns how many items there were.
 */
export async function printList<T>({ output, host }: Context, list: List<T>): Promise<number> {
  const progress = startProgress({ output, clock: host.clock, what: list.name });
  try {
    const print = output.format === "ndjson" ? stream : printWhole;
    const count = await print({ output, progress }, list);
    if (count === 0) output.say(list.empty);
    return count;
  } finally {
    progress.end();
  }
}

interface Printing {
  readonly output: Output;
  readonly progress: Progress;
}

async function stream<T>({ output, progress }: Printing, list: List<T>): Promise<number> {
  let count = 0;
  for await (const page of pagesOf(list.items)) {
    output.jsonValues(page.map((item) => list.json(item)));
    count += page.length;
    // On a terminal the lines themselves show how far it has come.
    if (!output.isShown) progress.update(count, list.total?.());
  }
  return count;
}

async function printWhole<T>({ output, progress }: Printing, list: List<T>): Promise<number> {
  const items = Symbol.asyncIterator in list.items
    ? await held(list.items, (count) => progress.update(count, list.total?.()))
    : [...list.items];
  if (output.format === "json") {
    output.json({ ...list.members?.(), [list.name]: items.map((item) => list.json(item)) });
  } else if (items.length > 0 || (list.headerAlways ?? false)) {
    const lines = await table(output, { items, columns: list.columns });
    output.text(`${lines.join("\n")}\n`);
  }
  return items.length;
}

/** All items of all pages. @throws {AtlcliError} when they are too many to be held. */
async function held<T>(
  pages: AsyncIterable<readonly T[]>,
  onPage: (count: number) => void,
): Promise<readonly T[]> {
  const items: T[] = [];
  const guard = holdGuard();
  for await (const page of pages) {
    guard(page);
    for (const item of page) items.push(item);
    onPage(items.length);
  }
  return items;
}

async function* pagesOf<T>(
  items: Iterable<T> | AsyncIterable<readonly T[]>,
): AsyncGenerator<readonly T[], void, void> {
  if (Symbol.asyncIterator in items) yield* items;
  else yield [...items];
}

function table<T>(
  output: Output,
  { items, columns }: { readonly items: readonly T[]; readonly columns: readonly Column<T>[] },
): Promise<readonly string[]> {
  return formatTable({
    header: columns.map(({ name }) => name.toUpperCase()),
    rows: items.map((item) => columns.map(({ text }) => text(item))),
    width: output.width,
    paint: (cell, { row, column: index }) => {
      const [item, column] = [items[row], columns[index]];
      if (item === undefined || column === undefined) return output.paint("heading", cell);
      const painted = column.style === undefined ? cell : output.paint(column.style, cell);
      return output.link(painted, column.link?.(item));
    },
  });
}

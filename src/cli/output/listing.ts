/**
 * Lists: what a command prints where there may be many things of one kind.
 *
 * @module
 */
import type { Host } from "../../../mod.ts";
import type { Output } from "./output.ts";
import type { Line, Style } from "./styled.ts";
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
export async function printList<T>(
  { output, host }: { readonly output: Output; readonly host: Host },
  list: List<T>,
): Promise<number> {
  const { items } = list;
  const count = Symbol.asyncIterator in items
    ? await (await import("./pages.ts")).printPages({ pages: items, list }, { output, clock: host.clock })
    : await printItems(output, [...items], list);
  if (count === 0) output.say(list.empty);
  return count;
}

/** Prints a list whose items are all there. */
export async function printItems<T>(output: Output, items: readonly T[], list: List<T>): Promise<number> {
  if (output.format === "ndjson") {
    output.jsonValues(items.map((item) => list.json(item)));
  } else if (output.format === "json") {
    output.json({ ...list.members?.(), [list.name]: items.map((item) => list.json(item)) });
  } else if (items.length > 0 || (list.headerAlways ?? false)) {
    output.lines(await table(output, { items, columns: list.columns }));
  }
  return items.length;
}

function table<T>(
  output: Output,
  { items, columns }: { readonly items: readonly T[]; readonly columns: readonly Column<T>[] },
): Promise<readonly Line[]> {
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

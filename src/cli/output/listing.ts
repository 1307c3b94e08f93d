/**
 * Prints lists.
 *
 * @module
 */
import type { Host } from "../../../mod.ts";
import type { Output } from "./output.ts";
import type { Line, Style } from "./styled.ts";
import { formatTable } from "./table.ts";

/** A table column of a list. */
export interface Column<T> {
  /** The header, shown in capitals. */
  readonly name: string;
  /** The cell text of an item; may contain any text from a server. */
  readonly text: (item: T) => string;
  /** The style of the cells, if colours are enabled. */
  readonly style?: Style;
  /** The link of a cell, on a terminal that supports links. */
  readonly link?: (item: T) => string | undefined;
}

/** A list to print. */
export interface List<T> {
  /** The plural name of the items, and the JSON member with the items, such as `issues`. */
  readonly name: string;
  /** The items, or pages of items as they arrive. */
  readonly items: Iterable<T> | AsyncIterable<readonly T[]>;
  /** Converts an item to JSON. */
  readonly json: (item: T) => unknown;
  readonly columns: readonly Column<T>[];
  /** The message on stderr for an empty list. */
  readonly empty: string;
  /** The total number of items, if known by now. */
  readonly total?: () => number | undefined;
  /** Additional members of the JSON object. Called after the last item. */
  readonly members?: () => Readonly<Record<string, unknown>>;
  /**
   * Whether to print the header of an empty table.
   *
   * @default {false}
   */
  readonly headerAlways?: boolean;
}

/**
 * Prints a list as a table, one JSON object, or one item per line. With lines, items are printed before the next page
 * is requested, and not kept.
 *
 * @returns The number of items.
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

/** Prints a list from an array. */
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

/**
 * Tables: aligned columns, that fit a terminal's width where there is one.
 *
 * @module
 */
import stringWidth from "fast-string-width";
import { oneLine } from "./output.ts";

/** A table's content. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of the terminal; `undefined` cuts nothing. */
  readonly width: number | undefined;
  /** Changes a cell's look after it was padded. */
  readonly paint?: (cell: string, place: { readonly row: number; readonly column: number }) => string;
}

const GAP = "  ";
const MIN_COLUMN = 8;

/**
 * Lays a table out. The last column takes what is left of the width; when that is too little, the widest one is cut.
 *
 * @returns Lines without white space at their ends. Row -1 is the header.
 */
export function formatTable(table: Table): readonly string[] {
  const cells = [table.header, ...table.rows].map((row) => row.map(oneLine));
  const widths = fit(columnWidths(cells), table.width);
  return cells.map((row, index) => formatRow(row, { widths, row: index - 1, paint: table.paint }));
}

function columnWidths(cells: readonly (readonly string[])[]): readonly number[] {
  return (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => width(row[column] ?? ""))));
}

function fit(widths: readonly number[], limit: number | undefined): readonly number[] {
  const fitted = [...widths];
  const total = () => fitted.reduce((sum, columns) => sum + columns, GAP.length * (fitted.length - 1));
  while (limit !== undefined && total() > limit) {
    const widest = fitted.indexOf(Math.max(...fitted));
    const most = fitted[widest] ?? 0;
    if (most <= MIN_COLUMN) break;
    fitted[widest] = Math.max(MIN_COLUMN, most - (total() - limit));
  }
  return fitted;
}

function formatRow(
  row: readonly string[],
  rest: { readonly widths: readonly number[]; readonly row: number; readonly paint: Table["paint"] },
): string {
  const paint = rest.paint ?? ((cell: string) => cell);
  const last = row.findLastIndex((cell) => cell !== "");
  return row.slice(0, last + 1).map((cell, column) => {
    const columns = rest.widths[column] ?? 0;
    const shown = cut(cell, columns);
    const padding = column === last ? "" : " ".repeat(columns - width(shown));
    return `${paint(shown, { row: rest.row, column })}${padding}`;
  }).join(GAP);
}

function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let shown = "";
  // Made here and not at the start: it costs more than the rest of the program's start together.
  const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const { segment } of graphemes.segment(text)) {
    if (width(shown + segment) > columns - 1) break;
    shown += segment;
  }
  return `${shown}…`;
}

/** Characters that take a column each: ASCII, Latin letters with marks, and the mark of the active profile. */
const NARROW = /^[\x20-\x7e\xc0-\u024f✓]*$/;

/** How many columns a text takes. Where it does not tell itself, a library does, whose first use takes a while. */
function width(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}

/**
 * Tables: aligned columns that fit the width of the terminal.
 *
 * @module
 */
import { isNarrow } from "./narrow.ts";
import { redact } from "../../core/redact.ts";
import { oneLine } from "./output.ts";
import { joined, type Line, line } from "./styled.ts";

/** The content of a table. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Width of the terminal in columns; `undefined` for no limit. */
  readonly width: number | undefined;
  /** Styles a cell, without its padding. */
  readonly paint?: (cell: string, place: { readonly row: number; readonly column: number }) => Line;
}

const GAP = "  ";
const MIN_COLUMN = 8;

/** Measures a text in terminal columns. */
type Measure = (text: string) => number;

/**
 * Formats a table. The last column takes the remaining width; if that is too little, the widest column is cut.
 *
 * @returns Lines without trailing white space. Row -1 is the header.
 */
export async function formatTable(table: Table): Promise<readonly Line[]> {
  const cells = [table.header, ...table.rows].map((row) => row.map(oneLine));
  const measure = await measureFor(cells);
  const widths = fitWidths(columnWidths(cells, measure), table.width);
  return cells.map((row, index) => formatRow(row, { widths, measure, row: index - 1, paint: table.paint }));
}

/** The width of a narrow cell is its length. Other cells need a library, which is loaded lazily. */
async function measureFor(cells: readonly (readonly string[])[]): Promise<Measure> {
  const lengthOf: Measure = (text) => text.length;
  if (cells.every((row) => row.every(isNarrow))) return lengthOf;
  const { default: stringWidth } = await import("fast-string-width");
  return (text) => isNarrow(text) ? text.length : stringWidth(text);
}

function columnWidths(cells: readonly (readonly string[])[], measure: Measure): readonly number[] {
  return (cells[0] ?? []).map((_, column) =>
    cells.reduce((widest, row) => Math.max(widest, measure(row[column] ?? "")), 0)
  );
}

function fitWidths(widths: readonly number[], limit: number | undefined): readonly number[] {
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
  rest: {
    readonly widths: readonly number[];
    readonly measure: Measure;
    readonly row: number;
    readonly paint: Table["paint"];
  },
): Line {
  const paint = rest.paint ?? ((cell: string) => cell);
  const last = row.findLastIndex((cell) => cell !== "");
  const parts = row.slice(0, last + 1).map((cell, column) => {
    const columns = rest.widths[column] ?? 0;
    const shown = truncate(cell, { columns, measure: rest.measure });
    const padding = column === last ? "" : " ".repeat(columns - rest.measure(shown));
    const painted = paint(shown, { row: rest.row, column });
    return typeof painted === "string" ? painted + padding : line`${painted}${padding}`;
  });
  return joined(parts, GAP);
}

/** Secrets are redacted before the cut, because half a secret would not be recognised. */
function truncate(
  whole: string,
  { columns, measure }: { readonly columns: number; readonly measure: Measure },
): string {
  if (measure(whole) <= columns) return whole;
  const text = redact(whole);
  if (measure(text) <= columns) return text;
  let shown = "";
  // Created lazily, because it takes longer than the rest of the start-up.
  const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const { segment } of graphemes.segment(text)) {
    if (measure(shown + segment) > columns - 1) break;
    shown += segment;
  }
  return `${shown}…`;
}

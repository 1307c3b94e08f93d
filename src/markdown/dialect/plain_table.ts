/**
 * Reads simple tables without the parser.
 *
 * @module
 */
import type { AlignType, TableRow } from "mdast";
import { isBlank } from "./lines.ts";
import type { Block } from "./nodes.ts";
import { readPlainLine } from "./plain_line.ts";
import type { Found, Source } from "./source.ts";

const DELIMITER = /^(:?)-+(:?)$/;

/** A table whose rows all begin and end with `|`, and have the same number of simple cells. */
export function plainTable(source: Source, at: number): Found | undefined {
  const align = alignOf(source.line(at + 1));
  const header = align === undefined ? undefined : plainRow(source, { at, columns: align.length });
  if (align === undefined || header === undefined) return undefined;
  const children = [header];
  let end = at + 2;
  for (; !isBlank(source.line(end)); end++) {
    const row = plainRow(source, { at: end, columns: align.length });
    if (row === undefined) return undefined;
    children.push(row);
  }
  const table: Block = { type: "table", align, children };
  return { blocks: [table], end };
}

/** The alignment of each column, from the delimiter row. */
function alignOf(line: string): AlignType[] | undefined {
  const cells = cellsOf(line);
  const align: AlignType[] = [];
  for (const cell of cells ?? []) {
    const match = DELIMITER.exec(cell);
    if (match === null) return undefined;
    const [, left, right] = match;
    align.push(left === ":" ? (right === ":" ? "center" : "left") : right === ":" ? "right" : null);
  }
  return align.length === 0 ? undefined : align;
}

/** A row; `undefined` if it needs the parser. */
function plainRow(
  source: Source,
  { at, columns }: { readonly at: number; readonly columns: number },
): TableRow | undefined {
  const cells = cellsOf(source.line(at));
  if (cells?.length !== columns) return undefined;
  const place = { known: source.known.inline, inCell: true };
  const row: TableRow = { type: "tableRow", children: [] };
  for (const cell of cells) {
    const children = readPlainLine(cell, place);
    if (children === undefined) return undefined;
    row.children.push({ type: "tableCell", children });
  }
  return row;
}

/** The cells of a row without the white space around them. */
function cellsOf(line: string): readonly string[] | undefined {
  if (!line.startsWith("|") || !line.endsWith("|") || line.length < 3) return undefined;
  const cells: string[] = [];
  for (let [begin, at] = [1, 1]; at < line.length; at++) {
    const character = line.charCodeAt(at);
    if (character === 92) at++;
    else if (character === 124) {
      cells.push(trimmed(line.slice(begin, at)));
      begin = at + 1;
    }
  }
  return line.charAt(line.length - 2) === "\\" ? undefined : cells;
}

/** A cell without spaces and tabs at its ends; other white space belongs to its text. */
function trimmed(cell: string): string {
  let [begin, end] = [0, cell.length];
  while (isSpace(cell, begin)) begin++;
  while (end > begin && isSpace(cell, end - 1)) end--;
  return cell.slice(begin, end);
}

function isSpace(cell: string, at: number): boolean {
  return cell.charAt(at) === " " || cell.charAt(at) === "\t";
}

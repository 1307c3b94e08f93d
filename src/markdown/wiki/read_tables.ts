/**
 * Reads tables of wiki markup.
 *
 * @module
 */
import type { TableRow } from "mdast";
import type { Block } from "../dialect/nodes.ts";
import { Uncarried } from "../dialect/write.ts";
import { closingSign, IMAGE, matchAt } from "./escapes.ts";
import { isLineBlock } from "./line_block.ts";
import { isBlank, joined, type Line } from "./macros.ts";
import { readLine } from "./read_inline.ts";
import { startsList } from "./read_lists.ts";

/** Whether a line begins a row. */
export function startsRow({ text }: Line): boolean {
  return /^\s*\|/.test(text);
}

/** The lines of each row of the table at a line, and the line after the table. A row goes on until a bar ends a line. */
export function rowsAt(
  lines: readonly Line[],
  at: number,
): { readonly rows: readonly (readonly Line[])[]; readonly end: number } {
  const rows: Line[][] = [];
  let open = false;
  let end = at;
  for (; end < lines.length; end++) {
    const line = lines[end];
    if (line === undefined || isBlank(line)) break;
    if (startsRow(line)) rows.push([line]);
    else if (open) rows.at(-1)?.push(line);
    else break;
    open = !line.text.trimEnd().endsWith("|");
  }
  return { rows, end };
}

interface Row {
  readonly header: boolean;
  readonly cells: readonly string[];
}

/** A rectangular table of text, with or without a header; an empty header means none. */
export function readTable(lines: readonly (readonly Line[])[]): Block {
  const [first, ...rest] = lines.map(readRow);
  if (first === undefined) throw new Uncarried();
  const rows = first.header ? rest : [first, ...rest];
  if (rows.some(({ header, cells }) => header || cells.length !== first.cells.length)) throw new Uncarried();
  const empty = first.cells.map(() => "");
  const header = tableRow(first.header ? first.cells : empty);
  if (first.header && header.children.every(({ children }) => children.length === 0)) throw new Uncarried();
  const children = [header, ...rows.map(({ cells }) => tableRow(cells))];
  return { type: "table", align: first.cells.map(() => null), children };
}

function tableRow(cells: readonly string[]): TableRow {
  return {
    type: "tableRow",
    children: cells.map((cell) => ({ type: "tableCell", children: readLine(cell, "tag") })),
  };
}

/** `||` between all cells of a header, `|` between all others. A row with a block in a cell has no Markdown form. */
function readRow(lines: readonly Line[]): Row {
  if (lines.some(({ macros }) => macros.length > 0)) throw new Uncarried();
  const written = joined(lines).trim();
  const bar = written.startsWith("||") ? "||" : "|";
  if (!written.startsWith(bar) || !written.endsWith(bar) || written.length < 2 * bar.length) {
    throw new Uncarried();
  }
  const cells = splitCells(written.slice(bar.length, -bar.length), bar);
  if (cells.some(isBlockCell)) throw new Uncarried();
  return { header: bar === "||", cells };
}

/** Whether a line of a cell begins a list or another block. */
function isBlockCell(cell: string): boolean {
  return cell.split("\n").some((text) => {
    const line: Line = { text, macros: [] };
    return isLineBlock(line) || startsList(line);
  });
}

/** Tokens that are neither links nor images. */
const TOKEN = /\\\||\{\{(?:\\.|[^{}\\])+\}\}|\{[^{}]*\}|\|{1,2}|[^\\[{!|]+|./sy;

function splitCells(row: string, bar: string): readonly string[] {
  const cells = [""];
  for (let at = 0; at < row.length;) {
    const token = tokenAt(row, at);
    at += token.length;
    if (token === bar) cells.push("");
    else if (/^\|{1,2}$/.test(token)) throw new Uncarried();
    else cells.push((cells.pop() ?? "") + token);
  }
  return cells.map((cell) => cell.trim());
}

function tokenAt(row: string, at: number): string {
  const sign = row.charAt(at);
  const close = sign === "[" ? closingSign(row, at + 1, { closes: "]", stops: "[" }) : -1;
  if (close >= 0) return row.slice(at, close + 1);
  const image = sign === "!" ? matchAt(IMAGE, row, at) : null;
  return image?.[0] ?? matchAt(TOKEN, row, at)?.[0] ?? sign;
}

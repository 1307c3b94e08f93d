/**
 * Reads tables of wiki markup.
 *
 * @module
 */
import type { TableRow } from "mdast";
import type { Block } from "../dialect/nodes.ts";
import { Uncarried } from "../dialect/write.ts";
import { closingSign } from "./escapes.ts";
import { readLine } from "./read_inline.ts";

interface Row {
  readonly header: boolean;
  readonly cells: readonly string[];
}

/** A rectangular table of single lines, with or without a header; an empty header means none. */
export function readTable(lines: readonly string[]): Block {
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

/** `||` between all cells of a header, `|` between all others. A line that begins with neither continues a cell. */
function readRow(line: string): Row {
  const written = line.trim();
  const bar = written.startsWith("||") ? "||" : "|";
  if (!written.startsWith(bar) || !written.endsWith(bar) || written.length < 2 * bar.length) {
    throw new Uncarried();
  }
  const cells = splitCells(written.slice(bar.length, -bar.length), bar);
  return { header: bar === "||", cells };
}

/** Tokens that are not links. */
const TOKEN = /\\.|\{\{(?:\\.|[^{}\\])+\}\}|\{[^{}]*\}|!(?:[^!\s|][^!|]*)\|[^!]*!|\|{1,2}|[^\\[{!|]+|./sy;

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
  const close = row.charAt(at) === "[" ? closingSign(row, at + 1, { closes: "]", stops: "[" }) : -1;
  if (close >= 0) return row.slice(at, close + 1);
  TOKEN.lastIndex = at;
  return TOKEN.exec(row)?.[0] ?? row.charAt(at);
}

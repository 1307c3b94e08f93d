/**
 * Reads tables that Markdown's own form supports.
 *
 * @module
 */
import type { TableRow } from "mdast";
import { type Block, container, type Inline } from "../dialect/nodes.ts";
import { Uncarried } from "../dialect/write.ts";
import { allowOnly, shaped } from "./attributes.ts";
import type { AdfNode } from "./document.ts";
import { TABLE } from "./names.ts";
import { readLine } from "./read_inline.ts";

/** A rectangular table of single lines, with or without a header; an empty header means none. */
export function tableOf(node: AdfNode): Block {
  const { attributes } = shaped(node, TABLE);
  const [first, ...rest] = (node.content ?? []).map(cellsOf);
  if (first === undefined || first.length === 0) throw new Uncarried();
  const hasHeader = first.every(({ type }) => type === "tableHeader");
  const rows = hasHeader ? rest : [first, ...rest];
  if (rows.some((row) => row.length !== first.length || row.some(({ type }) => type !== "tableCell"))) {
    throw new Uncarried();
  }
  const header = hasHeader ? rowOf(first) : emptyRow(first.length);
  if (hasHeader && header.children.every(({ children }) => children.length === 0)) throw new Uncarried();
  const table: Block = {
    type: "table",
    align: first.map(() => null),
    children: [header, ...rows.map(rowOf)],
  };
  return Object.keys(attributes).length === 0 ? table : container({ name: "table", attributes }, [table]);
}

function cellsOf(row: AdfNode): readonly AdfNode[] {
  if (row.type !== "tableRow") throw new Uncarried();
  allowOnly(row);
  return row.content ?? [];
}

function rowOf(cells: readonly AdfNode[]): TableRow {
  return { type: "tableRow", children: cells.map((cell) => ({ type: "tableCell", children: lineIn(cell) })) };
}

function emptyRow(columns: number): TableRow {
  return {
    type: "tableRow",
    children: Array.from({ length: columns }, () => ({ type: "tableCell", children: [] })),
  };
}

/** The only paragraph of a cell. */
function lineIn(cell: AdfNode): Inline[] {
  allowOnly(cell);
  const [only, ...others] = cell.content ?? [];
  if (only?.type !== "paragraph" || others.length > 0 || (only.marks ?? []).length > 0) throw new Uncarried();
  allowOnly(only);
  return readLine(only.content, "tag");
}

/**
 * Reads tables: in Markdown's own form if it supports them, else as containers.
 *
 * @module
 */
import type { AlignType, Code, TableRow } from "mdast";
import { type Attributes, type Block, container, type Inline } from "../dialect/nodes.ts";
import { type Box, carried, type Piece, Uncarried } from "../dialect/write.ts";
import { elementsIn, isBlankText, significant } from "./context.ts";
import type { XmlElement, XmlNode } from "./xml.ts";

/** How to read the content of cells. */
interface Cells {
  readonly line: (nodes: readonly XmlNode[]) => Inline[];
  readonly pieces: (nodes: readonly XmlNode[]) => Iterable<Piece>;
  /** Whether nodes fit on one line. */
  readonly isLine: (nodes: readonly XmlNode[]) => boolean;
  readonly raw: (part: XmlElement) => Code;
}

/** The cells of a row. */
type Row = readonly XmlElement[];

/** A rectangular table of single lines. */
interface Grid {
  readonly attributes: Attributes;
  /** The header's cells, if it has a header. */
  readonly header: Row | undefined;
  readonly rows: readonly Row[];
  readonly align: readonly AlignType[];
}

/** A table in the simplest form that represents it. */
export function readTable(table: XmlElement, cells: Cells): Piece["form"] {
  const grid = carried(() => gridOf(table, cells));
  if (grid !== undefined) return { blocks: () => [tableBlock(grid, cells)] };
  const box = carried(() => tableBox(table, cells));
  return box ?? { blocks: () => [cells.raw(table)] };
}

function gridOf(table: XmlElement, cells: Cells): Grid {
  const { columns, parts } = partsOf(table);
  const [head, body, ...others] = parts.at(0)?.name === "thead" ? parts : [undefined, ...parts];
  if (others.length > 0 || (body !== undefined && body.name !== "tbody")) throw new Uncarried();
  const headRows = head === undefined ? [] : rowsIn(head);
  const [first, ...rest] = [...headRows, ...(body === undefined ? [] : rowsIn(body))];
  const hasHeader = first?.every(({ name }) => name === "th") ?? false;
  if (first === undefined || (head !== undefined && (!hasHeader || headRows.length !== 1))) {
    throw new Uncarried();
  }
  const rows = hasHeader ? rest : [first, ...rest];
  checkCells(rows, first.length);
  checkLines({ header: hasHeader ? first : undefined, rows }, cells);
  const attributes = { ...tableAttributes(table, columns), ...(head === undefined ? {} : { thead: "true" }) };
  return { attributes, header: hasHeader ? first : undefined, rows, align: alignments([first, ...rest]) };
}

/** The columns of a table, and its other parts. */
function partsOf(table: XmlElement): { columns: XmlElement | undefined; parts: readonly XmlElement[] } {
  const [first, ...rest] = elementsIn(table);
  if (first?.name === "colgroup") return { columns: first, parts: rest };
  return { columns: undefined, parts: first === undefined ? [] : [first, ...rest] };
}

/** Requires that every cell is a line, and that the header is not empty, because an empty one means none. */
function checkLines({ header, rows }: Pick<Grid, "header" | "rows">, cells: Cells): void {
  const all = [...(header ?? []), ...rows.flat()];
  if (!all.every((cell) => cells.isLine(lineIn(cell)))) throw new Uncarried();
  if (header?.every((cell) => cells.line(lineIn(cell)).length === 0) ?? false) throw new Uncarried();
}

/** The alignment of each column; its cells must agree. */
function alignments(rows: readonly Row[]): readonly AlignType[] {
  const align = (rows[0] ?? []).map(alignOf);
  for (const row of rows) {
    if (row.some((cell, column) => alignOf(cell) !== align[column])) throw new Uncarried();
  }
  return align;
}

function rowsIn(part: XmlElement): readonly Row[] {
  if (Object.keys(significant(part)).length > 0) throw new Uncarried();
  return elementsIn(part).map((row) => {
    if (row.name !== "tr" || Object.keys(significant(row)).length > 0) throw new Uncarried();
    return elementsIn(row);
  });
}

/** Requires that every row has the same number of cells, and none is a header. */
function checkCells(rows: readonly Row[], columns: number): void {
  if (columns === 0) throw new Uncarried();
  for (const row of rows) {
    if (row.length !== columns || row.some(({ name }) => name !== "td")) throw new Uncarried();
  }
}

/** The attributes of a table, with its columns' styles. */
function tableAttributes(table: XmlElement, columns: XmlElement | undefined): Attributes {
  const own = significant(table);
  if ("cols" in own || "thead" in own) throw new Uncarried();
  return columns === undefined ? own : { ...own, cols: columnStyles(columns) };
}

function columnStyles(columns: XmlElement): string {
  if (Object.keys(significant(columns)).length > 0) throw new Uncarried();
  const styles = elementsIn(columns).map((column) => {
    const { style = "", ...others } = significant(column);
    const wrong = column.name !== "col" || Object.keys(others).length > 0 || style.includes("|");
    if (wrong || column.children.length > 0) throw new Uncarried();
    return style;
  });
  if (styles.length === 0) throw new Uncarried();
  return styles.join("|");
}

/** The nodes of a cell's only line. A single paragraph in a cell equals its text. */
function lineIn(cell: XmlElement): readonly XmlNode[] {
  const [only, ...others] = cell.children.filter((node) => !isBlankText(node));
  const lone = only?.kind === "element" && only.name === "p" && others.length === 0;
  return lone && Object.keys(significant(only)).length === 0 ? only.children : cell.children;
}

const ALIGNED = /^text-align: (left|center|right);$/;

/** The alignment of a cell, which must have no other attribute. */
function alignOf(cell: XmlElement): AlignType {
  const { style, ...others } = significant(cell);
  if (Object.keys(others).length > 0) throw new Uncarried();
  if (style === undefined) return null;
  const align = ALIGNED.exec(style)?.[1];
  if (align !== "left" && align !== "center" && align !== "right") throw new Uncarried();
  return align;
}

function tableBlock({ attributes, header, rows, align }: Grid, cells: Cells): Block {
  const rowOf = (row: Row): TableRow => ({
    type: "tableRow",
    children: row.map((cell) => ({ type: "tableCell", children: cells.line(lineIn(cell)) })),
  });
  const empty: TableRow = {
    type: "tableRow",
    children: align.map(() => ({ type: "tableCell", children: [] })),
  };
  const children = [header === undefined ? empty : rowOf(header), ...rows.map(rowOf)];
  const table: Block = { type: "table", align: [...align], children };
  return Object.keys(attributes).length === 0 ? table : container({ name: "table", attributes }, [table]);
}

/** What may be in a part of a table. */
const PARTS_IN: Readonly<Record<string, readonly string[]>> = {
  table: ["thead", "tbody", "tfoot", "tr"],
  thead: ["tr"],
  tbody: ["tr"],
  tfoot: ["tr"],
  tr: ["th", "td"],
};

function tableBox(table: XmlElement, cells: Cells): Box {
  const { columns, parts } = partsOf(table);
  return {
    name: "table",
    attributes: tableAttributes(table, columns),
    content: boxes({ name: "table", parts }, cells),
  };
}

/** The parts in a part, checked before any of them is written. */
function boxes(
  { name, parts }: { readonly name: string; readonly parts: readonly XmlElement[] },
  cells: Cells,
): () => readonly Piece[] {
  const pieces = parts.map((part): Piece => {
    if (!(PARTS_IN[name] ?? []).includes(part.name)) throw new Uncarried();
    const content = part.name === "td" || part.name === "th"
      ? (): Iterable<Piece> => cells.pieces(part.children)
      : boxes({ name: part.name, parts: elementsIn(part) }, cells);
    return {
      form: { name: part.name, attributes: significant(part), content },
      raw: () => cells.raw(part),
    };
  });
  return () => pieces;
}

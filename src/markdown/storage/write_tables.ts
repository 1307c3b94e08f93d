/**
 * Writes tables as storage format.
 *
 * @module
 */
import type { Table, TableRow } from "mdast";
import type { Attributes, Inline } from "../dialect/nodes.ts";
import { element } from "./write_xml.ts";

/** The context of writing a table. */
interface TableWriting {
  readonly attributes: Attributes;
  readonly line: (nodes: readonly Inline[]) => string;
}

/** Writes a table of lines. An empty header row means that there is no header. */
export function writeTable(table: Table, { attributes, line }: TableWriting): string {
  const [first, ...rest] = table.children;
  if (first === undefined) return "";
  const { thead, ...others } = attributes;
  const rowOf = (row: TableRow, name: string): string => {
    const cells = first.children.map((_cell, column) => {
      const align = table.align?.[column];
      const style = align === null || align === undefined ? {} : { style: `text-align: ${align};` };
      return element([name, style], line(row.children[column]?.children ?? []));
    });
    return element("tr", cells.join(""));
  };
  const hasHeader = first.children.some(({ children }) => children.length > 0);
  const header = hasHeader ? rowOf(first, "th") : "";
  const rows = rest.map((row) => rowOf(row, "td")).join("");
  const parts = thead === undefined
    ? element("tbody", header + rows)
    : element("thead", header) + (rows === "" ? "" : element("tbody", rows));
  return tableElement(others, parts);
}

/** A table around its parts. `cols` contains the styles of its columns, separated by `|`. */
export function tableElement({ cols, ...attributes }: Attributes, parts: string): string {
  const columns = cols?.split("|").map((style) => element(["col", style === "" ? {} : { style }]));
  const colgroup = columns === undefined ? "" : element("colgroup", columns.join(""));
  return element(["table", attributes], colgroup + parts);
}

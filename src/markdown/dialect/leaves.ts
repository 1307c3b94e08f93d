/**
 * Reads the blocks that the parser handles as a whole: fenced blocks, lists, tables, indented code, paragraphs.
 *
 * @module
 */
import type { Code, List, Table } from "mdast";
import { MAX_TILDES, PIECE } from "./limits.ts";
import {
  closes,
  fenceOpening,
  interrupts,
  isBlank,
  isDefinition,
  isDelimiterRow,
  isIndentedCode,
  isLineBlock,
  isUnderline,
  itemMarker,
  type Opening,
} from "./lines.ts";
import { type Block, fence } from "./nodes.ts";
import type { Found, Source } from "./source.ts";

/** A fenced block. Its lines are taken literally, and their number is not limited. */
export function fenced(source: Source, at: number): Found | undefined {
  const line = source.line(at);
  const opening = fenceOpening(line);
  if (opening === undefined) return undefined;
  const end = source.lineWhere(at + 1, (candidate) => closes(candidate, opening));
  const code = infoLine(source, { at, opening });
  if (code === undefined) return undefined;
  const lines = source.lines.slice(at + 1, end);
  const indent = new RegExp(`^ {0,${opening.indent}}`);
  const inner = opening.indent === 0 ? lines : lines.map((text) => text.replace(indent, ""));
  const filled: Code = { ...code, value: inner.join("\n") };
  return { blocks: [filled], end: end + 1 };
}

/** The first line of a fenced block. Most have only a language, which needs no parser. */
function infoLine(
  source: Source,
  { at, opening }: { readonly at: number; readonly opening: Opening },
): Code | undefined {
  const { indent, sequence } = opening;
  const info = source.line(at).slice(indent + sequence.length);
  if (/^[\w+#-]*$/.test(info)) return fence(info, "");
  const [code] = source.parse([sequence + info, sequence], at);
  return code?.type === "code" ? code : undefined;
}

/** Indented code, including blank lines. */
export function indented(source: Source, at: number): Found | undefined {
  if (!isIndentedCode(source.line(at))) return undefined;
  const end = source.lineWhere(at, (line) => !isBlank(line) && !isIndentedCode(line));
  const lines = source.lines.slice(at, end).map((line) => line.replace(/^(?: {4}| {0,3}\t)/, ""));
  while (isBlank(lines.at(-1) ?? "x")) lines.pop();
  return { blocks: [{ type: "code", value: lines.join("\n") }], end };
}

/** A long list, parsed in pieces that end before an item. */
export function listed(source: Source, at: number): Found | undefined {
  const { end, cuts } = itemsFrom(source, at);
  if (cuts.length < 2) return undefined;
  const starts = cuts.map((start, index) => [start, cuts[index + 1] ?? end] as const);
  const parts = starts.map(([start, next]) => source.parse(source.lines.slice(start, next), start));
  return { blocks: mergedLists(parts), end };
}

/** The end of a list, and the items that its chunks start with; none if it is not a list. */
function itemsFrom(source: Source, at: number): { readonly end: number; readonly cuts: readonly number[] } {
  const marker = itemMarker(source.line(at));
  if (marker === undefined) return { end: at, cuts: [] };
  const cuts = [at];
  let size = 0;
  const end = source.lineWhere(at, (line, index) => {
    if (index > at && marker.indent === 0) {
      const next = itemMarker(line);
      if (next?.indent === 0 && next.kind !== marker.kind) return true;
      if (next?.indent === 0 && size > PIECE) {
        cuts.push(index);
        size = 0;
      }
    }
    size += line.length + 1;
    return index > at && endsList(line, source.line(index - 1));
  });
  return { end, cuts };
}

/** Whether a line no longer belongs to an item: it is less indented than the item's text, and no paragraph is open. */
function endsList(line: string, before: string): boolean {
  if (isBlank(line)) return false;
  if (isBlank(before)) return !/^[ \t]/.test(line) && itemMarker(line) === undefined;
  return /^ ?\S/.test(line) && itemMarker(line) === undefined && interrupts(line);
}

function mergedLists(parts: readonly (readonly Block[])[]): Block[] {
  const blocks: Block[] = [];
  for (const [first, ...rest] of parts) {
    const last = blocks.at(-1);
    if (last?.type === "list" && isSameList(last, first)) {
      for (const item of first.children) last.children.push(item);
    } else if (first !== undefined) blocks.push(first);
    for (const block of rest) blocks.push(block);
  }
  return blocks;
}

function isSameList(list: List, next: Block | undefined): next is List {
  return next?.type === "list" && next.ordered === list.ordered;
}

/** A long table whose rows begin with `|`, parsed some rows at a time. */
export function tabled(source: Source, at: number): Found | undefined {
  const [head, delimiters] = [source.line(at), source.line(at + 1)];
  if (!head.startsWith("|") || !isDelimiterRow(delimiters)) return undefined;
  const end = source.lineWhere(at + 2, (line) => !line.startsWith("|"));
  if (endOfRows(source, { row: at, end }) === end) return undefined;
  if (end < source.lines.length && !isBlank(source.line(end))) return undefined;
  const [table] = source.parse([head, delimiters], at);
  if (table?.type !== "table") return undefined;
  for (let row = at + 2; row < end;) {
    const last = endOfRows(source, { row, end });
    const [more] = source.parse([head, delimiters, ...source.lines.slice(row, last)], row);
    if (more?.type !== "table") return undefined;
    for (const child of more.children.slice(1)) table.children.push(child);
    row = last;
  }
  const whole: Table = table;
  return { blocks: [whole], end };
}

/** The end of a chunk of rows; at least one row. */
function endOfRows(
  source: Source,
  { row, end }: { readonly row: number; readonly end: number },
): number {
  let size = 0;
  return source.lineWhere(row, (line, index) => index >= end || (size += line.length) > PIECE + line.length);
}

/** A paragraph, a heading, a short list or table; and similar blocks after it, up to the chunk size. */
export function flowing(source: Source, at: number): Found {
  let end = stretchEnd(source, at);
  for (let size = weightOf(source, { from: at, to: end }); size < PIECE;) {
    const next = source.lineWhere(end, (line) => !isBlank(line));
    if (!flows(source.line(next))) break;
    const after = stretchEnd(source, next);
    size += weightOf(source, { from: end, to: after });
    if (size > PIECE) break;
    end = after;
  }
  return { blocks: source.parse(source.lines.slice(at, end), at), end };
}

/** The line after a list, a paragraph, a table or a heading. */
function stretchEnd(source: Source, at: number): number {
  const { end, cuts } = itemsFrom(source, at);
  return cuts.length > 0 ? end : paragraphEnd(source, at);
}

/** The line after a block that ends at a blank line, or at the beginning of another block. */
function paragraphEnd(source: Source, at: number): number {
  if (isLineBlock(source.line(at))) return at + 1;
  const end = source.lineWhere(
    at + 1,
    (line) => isBlank(line) || isUnderline(line) || isLineBlock(line) || interrupts(line),
  );
  return isUnderline(source.line(end)) ? end + 1 : end;
}

/** How expensive lines are for the parser. */
function weightOf(source: Source, { from, to }: { readonly from: number; readonly to: number }): number {
  let weight = 0;
  source.lineWhere(from, (line, index) => {
    if (index < to) weight += line.length + 1 + TILDE * (line.split("~").length - 1);
    return index >= to || weight > PIECE;
  });
  return weight;
}

/** The weight of a tilde in characters, so that a chunk stays below the limit for tildes. */
const TILDE = PIECE / MAX_TILDES;

/** Whether a line can be parsed together with the lines before it. */
function flows(line: string): boolean {
  return /^[^\s>]/.test(line) && (itemMarker(line) !== undefined || !interrupts(line)) && !isDefinition(line);
}

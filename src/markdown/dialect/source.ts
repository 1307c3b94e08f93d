/**
 * Lines of Markdown that are being read.
 *
 * @module
 */
import { UsageError } from "../../errors.ts";
import { MAX_PIECE, MAX_TILDES } from "./limits.ts";
import { closes, definitionLabel, fenceOpening, normalLabel, type Opening } from "./lines.ts";
import type { Block } from "./nodes.ts";
import { parsePiece } from "./syntax.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Lines to read, and what holds for all of them. */
export interface Source {
  readonly lines: readonly string[];
  readonly known: Vocabulary;
  /** The lines that define links, by their label. */
  readonly definitions: ReadonlyMap<string, string>;
  /** In so many containers and quotes. */
  readonly depth: number;
}

/** Blocks, and the line after them. */
export interface Found {
  readonly blocks: Iterable<Block>;
  readonly end: number;
}

/** A text as lines to read. */
export function sourceOf(markdown: string, known: Vocabulary): Source {
  const lines = markdown.split("\n");
  return { lines, known, definitions: definitionsIn(lines), depth: 0 };
}

/** A line; nothing after the last one. */
export function lineAt({ lines }: Source, index: number): string {
  return lines[index] ?? "";
}

/** The first line from `at` on for which `ends` holds, or the end of the text. */
export function lineWhere(
  source: Source,
  at: number,
  ends: (line: string, index: number) => boolean,
): number {
  let end = at;
  while (end < source.lines.length && !ends(lineAt(source, end), end)) end++;
  return end;
}

/**
 * Parses some lines, with the definitions of the links in them.
 *
 * @param at The number of the first one, for the error.
 * @throws {UsageError} when they are too long, or nested too deep.
 */
export function parse(source: Source, lines: readonly string[], at: number): Block[] {
  const piece = lines.join("\n");
  const tildes = piece.split("~", MAX_TILDES + 1).length - 1;
  if (piece.length > MAX_PIECE || tildes >= MAX_TILDES) {
    const what = piece.length > MAX_PIECE ? `${piece.length} characters` : `${MAX_TILDES} tildes or more`;
    throw new UsageError(`A paragraph, item or row of ${what} in line ${at + 1}: "${piece.slice(0, 40)}…"`, {
      hint: `Split it: ${MAX_PIECE} characters and ${MAX_TILDES} tildes are the most`,
    });
  }
  return parsePiece(piece + definitionsFor(source, piece), source.known);
}

/** Definitions of links hold for the whole text, wherever they stand, save in fenced blocks. */
function definitionsIn(lines: readonly string[]): ReadonlyMap<string, string> {
  const definitions = new Map<string, string>();
  let open: Opening | undefined;
  for (const line of lines) {
    if (open !== undefined) {
      if (closes(line, open)) open = undefined;
      continue;
    }
    open = fenceOpening(line);
    const label = definitionLabel(line);
    if (label !== undefined && !definitions.has(label)) definitions.set(label, line);
  }
  return definitions;
}

function definitionsFor({ definitions }: Source, piece: string): string {
  if (definitions.size === 0) return "";
  const used = new Set<string>();
  for (const [, label = ""] of piece.matchAll(/\[([^[\]]+)\](?!:)/g)) {
    const line = definitions.get(normalLabel(label));
    if (line !== undefined) used.add(line);
  }
  return [...used].map((line) => `\n\n${line}`).join("");
}

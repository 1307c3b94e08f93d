/**
 * Reads the blocks of wiki markup.
 *
 * @module
 */
import { type Block, fence, paragraph } from "../dialect/nodes.ts";
import { type Piece, Uncarried, unpacked } from "../dialect/write.ts";
import { HEADING, isLineBlock, QUOTED } from "./line_block.ts";
import { isBlank, joined, type Line, linesOf } from "./macros.ts";
import { RAW } from "./names.ts";
import { readLine } from "./read_inline.ts";
import { readLists, startsList } from "./read_lists.ts";
import { macroPiece } from "./read_macros.ts";
import { readTable, rowsAt, startsRow } from "./read_tables.ts";

/** The pieces of a text. */
export function piecesOf(wiki: string): Generator<Piece> {
  return pieces(wiki, { lists: true });
}

/** Where blocks stand: an item and a cell contain no list marked at the beginning of its lines. */
interface Place {
  readonly lists: boolean;
}

function* pieces(wiki: string, place: Place): Generator<Piece> {
  const lines = linesOf(wiki);
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    if (line === undefined || isBlank(line)) {
      at++;
      continue;
    }
    const end = blockEnd(lines, { at, place });
    const own = lines.slice(at, end);
    at = end;
    if (startsBlock(line, place)) yield piece(joined(own), () => readBlock(own));
    else yield* paragraphPieces(own);
  }
}

function piece(wiki: string, blocks: () => readonly Block[]): Piece {
  return { form: { blocks }, raw: () => fence(RAW, wiki) };
}

/** Whether a line is, or begins, a block that is not a paragraph. */
function startsBlock(line: Line, { lists }: Place): boolean {
  return isLineBlock(line) || startsRow(line) || (lists && startsList(line));
}

/** The line after a block. */
function blockEnd(lines: readonly Line[], { at, place }: { at: number; place: Place }): number {
  const first = lines[at];
  if (first === undefined || isLineBlock(first)) return at + 1;
  if (startsRow(first)) return rowsAt(lines, at).end;
  const list = place.lists && startsList(first);
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end];
    if (line === undefined || isBlank(line) || (!list && startsBlock(line, place))) break;
  }
  return end;
}

function readBlock(lines: readonly Line[]): readonly Block[] {
  const [first] = lines;
  if (first === undefined) throw new Uncarried();
  if (startsRow(first)) return [readTable(rowsAt(lines, 0).rows)];
  if (!isLineBlock(first)) return readLists(lines, readItem);
  if (first.macros.length > 0) throw new Uncarried();
  const heading = HEADING.exec(first.text);
  if (heading !== null) {
    const depth = ([1, 2, 3, 4, 5, 6] as const).find((level) => `${level}` === heading[1]) ?? 6;
    return [{ type: "heading", depth, children: readLine(heading[2] ?? "", "tag") }];
  }
  const quoted = QUOTED.exec(first.text);
  if (quoted === null) return [{ type: "thematicBreak" }];
  return [{ type: "blockquote", children: [paragraphOf(quoted[1] ?? "")] }];
}

function readItem(wiki: string): readonly Block[] {
  return unpacked(pieces(wiki, { lists: false }));
}

/** The texts and macros of a paragraph: a macro divides it. */
function* paragraphPieces(lines: readonly Line[]): Generator<Piece> {
  let texts: string[] = [];
  function* flush(): Generator<Piece> {
    const text = texts.join("\n");
    texts = [];
    if (text.trim() !== "") yield piece(text, () => [paragraphOf(text)]);
  }
  for (const { text, macros } of lines) {
    let done = 0;
    for (const macro of macros) {
      addText(texts, text.slice(done, macro.at));
      yield* flush();
      yield macroPiece(macro, piecesOf);
      done = macro.at + macro.whole.length;
    }
    addText(texts, text.slice(done));
  }
  yield* flush();
}

function addText(texts: string[], text: string): void {
  if (text.trim() !== "") texts.push(text);
}

function paragraphOf(wiki: string): Block & { readonly type: "paragraph" } {
  const line = readLine(wiki, "backslash");
  if (line.length === 0) throw new Uncarried();
  return paragraph(line);
}

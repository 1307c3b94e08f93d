/**
 * Writes a document of any format as Markdown, piece by piece, without loss.
 *
 * Each piece is written, read again and converted back. If the result differs, Markdown cannot represent the piece, and
 * it stays raw. So the output means the same as the input, and is stable.
 *
 * @module
 */
import type { Code, Nodes } from "mdast";
import { UsageError } from "../../core/errors.ts";
import { MAX_PARSED_NODES, PIECE } from "./limits.ts";
import { attributesOf, type Block, container, type Head, labelled, plainText } from "./nodes.ts";
import { printHead, printPlain } from "./print_plain.ts";
import { readBlocks } from "./read.ts";
import { print } from "./syntax.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A piece of a document. */
export interface Piece {
  /** The converted piece; a container of pieces is converted from the inside. */
  readonly form: { readonly blocks: () => readonly Block[] } | Box;
  /** The piece in its own format, in a fenced block. */
  readonly raw: () => Code;
}

/** A container, and the pieces in it. */
export interface Box extends Head {
  readonly content: () => Iterable<Piece>;
}

/** The operations of a format that writing needs. */
interface Format {
  readonly known: Vocabulary;
  /** The blocks after a round trip through the format. */
  readonly again: (blocks: Iterable<Block>) => readonly Block[];
  /** Whether blocks certainly come back from the format unchanged. */
  readonly keeps?: (blocks: readonly Block[]) => boolean;
}

/** Thrown if content has no Markdown form: the piece stays raw. */
export class Uncarried extends Error {
  override readonly name = "Uncarried";
}

/** Runs a reader; `undefined` if the content has no Markdown form. */
export function carried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Uncarried) return undefined;
    throw error;
  }
}

/** Converts pieces to blocks, for content of a block, where no piece is checked by itself. */
export function unpacked(pieces: Iterable<Piece>): Block[] {
  const blocks: Block[] = [];
  for (const { form, raw } of pieces) {
    const own = "blocks" in form
      ? carried(form.blocks) ?? [raw()]
      : [container(form, unpacked(form.content()))];
    for (const block of own) blocks.push(block);
  }
  return blocks;
}

/** Pieces as Markdown. */
export function writePieces(pieces: Iterable<Piece>, format: Format): string {
  const texts: string[] = [];
  let batch: Written[] = [];
  let size = 0;
  let before: Written | undefined;
  const flush = (): void => {
    for (const text of checked(batch, format)) texts.push(text);
    batch = [];
    size = 0;
  };
  for (const piece of pieces) {
    if ("blocks" in piece.form) {
      before = written({ raw: piece.raw, make: piece.form.blocks }, before);
      batch.push(before);
      size += before.markdown.length;
      if (size > PIECE) flush();
    } else {
      flush();
      before = undefined;
      texts.push(writtenBox(piece.form, format) ?? print([piece.raw()]));
    }
  }
  flush();
  return joined(texts);
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}

/** A written piece to be read again. */
interface Written {
  readonly raw: () => Code;
  /** Whether it is raw already and needs no check. */
  readonly isRaw: boolean;
  /** Whether the parser certainly reads its Markdown as the same blocks. */
  readonly isPlain: boolean;
  readonly blocks: readonly Block[];
  readonly markdown: string;
  /** The list at its end: a list of the same kind after it needs other markers. */
  readonly list: "ordered" | "bullet" | undefined;
  readonly otherMarkers: boolean;
}

function written(
  { raw, make }: Pick<Piece, "raw"> & { readonly make: () => readonly Block[] },
  before: Written | undefined,
): Written {
  const blocks = carried(make) ?? [raw()];
  const first = listKind(blocks[0]);
  const otherMarkers = first !== undefined && first === before?.list && !before.otherMarkers;
  const [only] = blocks;
  const short = only !== undefined && blocks.length === 1 ? printPlain(only, { otherMarkers }) : undefined;
  if (short === undefined && isLarge(blocks)) return written({ raw, make: () => [raw()] }, before);
  const markdown = short ?? print(blocks, { otherMarkers });
  const isRaw = isSameCode(only, raw());
  const isPlain = short !== undefined;
  return { raw, isRaw, isPlain, blocks, markdown, list: listKind(blocks.at(-1)), otherMarkers };
}

/** Whether blocks have more nodes than the printer and the parser should handle. */
function isLarge(blocks: readonly Block[]): boolean {
  let rest = MAX_PARSED_NODES;
  const visit = (node: Nodes): void => {
    if (--rest > 0 && "children" in node) node.children.forEach(visit);
  };
  blocks.forEach(visit);
  return rest <= 0;
}

function isSameCode(block: Block | undefined, { lang, value }: Code): boolean {
  return block?.type === "code" && block.lang === lang && block.value === value;
}

function listKind(block: Block | undefined): "ordered" | "bullet" | undefined {
  if (block?.type !== "list") return undefined;
  return block.ordered ?? false ? "ordered" : "bullet";
}

/**
 * The written pieces, or their raw form if the round trip fails. Only what may change is checked; a batch is checked as a
 * whole first.
 */
function checked(batch: readonly Written[], format: Format): readonly string[] {
  const open = batch.filter(({ isRaw, isPlain, blocks }) => !isRaw && !(isPlain && format.keeps?.(blocks)));
  if (open.length === 0 || comesBack(open, format)) return batch.map(({ markdown }) => markdown);
  return batch.map((one) =>
    !open.includes(one) || comesBack([one], format) ? one.markdown : print([one.raw()])
  );
}

function comesBack(pieces: readonly Written[], format: Format): boolean {
  try {
    return isSame(format.again(readAgain(pieces, format)), pieces.flatMap(({ blocks }) => blocks));
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** The blocks that the parser reads in written pieces. */
function* readAgain(pieces: readonly Written[], { known }: Format): Generator<Block> {
  let texts: string[] = [];
  for (const { isPlain, blocks, markdown } of pieces) {
    if (isPlain) {
      yield* readBlocks(joined(texts), known);
      texts = [];
      yield* blocks;
    } else texts.push(markdown);
  }
  yield* readBlocks(joined(texts), known);
}

/** Whether two values are equal as JSON, without serialising: a piece can be megabytes of code. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return one === other;
  }
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [members, others] = [membersOf(one), membersOf(other)];
  return members.length === others.length && members.every(([name, value], index) => {
    const [otherName, otherValue] = others[index] ?? [];
    return name === otherName && isSame(value, otherValue);
  });
}

function membersOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

/** Whether an error means that a text is too long, too deep, or has no Markdown form. */
function isRefusal(error: unknown): boolean {
  return error instanceof Uncarried || error instanceof UsageError;
}

function writtenBox(box: Box, format: Format): string | undefined {
  const head = headOf(box, format);
  if (head === undefined) return undefined;
  const content = writePieces(box.content(), format);
  const colons = ":".repeat(Math.max(3, longestColons(content) + 1));
  return [colons + head, ...(content === "" ? [] : [content]), colons].join("\n");
}

/** What is after the colons of a container's first line; `undefined` if the line does not come back. */
function headOf(box: Box, format: Format): string | undefined {
  const plain = (box.label ?? "") === "" && format.known.container.has(box.name) ? printHead(box) : undefined;
  if (plain !== undefined) return plain;
  const [head = "", ...rest] = print([container(box, [])]).split("\n");
  return rest.length === 1 && opensAgain(head, { box, format }) ? head.replace(/^:+/, "") : undefined;
}

function opensAgain(head: string, { box, format }: { readonly box: Box; readonly format: Format }): boolean {
  const [node] = readBlocks(`${head}\n:::`, format.known);
  if (node?.type !== "containerDirective" || node.name !== box.name) return false;
  return plainText(labelled(node).label) === (box.label ?? "") &&
    JSON.stringify(attributesOf(node)) === JSON.stringify(box.attributes);
}

/** The longest line of colons only: a container's own fence must be longer. */
function longestColons(markdown: string): number {
  let longest = 0;
  for (const [, colons = ""] of markdown.matchAll(/^[ \t]*(:+)[ \t]*$/gm)) {
    longest = Math.max(longest, colons.length);
  }
  return longest;
}

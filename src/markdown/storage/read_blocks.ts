/**
 * Reads the blocks of the storage format.
 *
 * @module
 */
import type { Code, ListItem } from "mdast";
import {
  atom,
  type Attributes,
  type Block,
  container,
  fence,
  type Inline,
  item,
  leaf,
  list,
  paragraph,
  text,
} from "../dialect/nodes.ts";
import { type Box, carried, type Piece, Uncarried, unpacked } from "../dialect/write.ts";
import { allowOnly, elementsIn, isBlankText, type Reading, significant, sliceOf, textIn } from "./context.ts";
import { BOX_ELEMENTS, inverted, RAW } from "./names.ts";
import { isInline, readLine } from "./read_inline.ts";
import { readImageBlock } from "./read_links.ts";
import { hasBody, macroParts, readMacroBlock } from "./read_macros.ts";
import { readTable } from "./read_tables.ts";
import type { XmlElement, XmlNode, XmlPart } from "./xml.ts";

type Reader = (element: XmlElement, reading: Reading) => Block;

const READERS: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((depth) => [`h${depth}`, readHeading])),
  blockquote: (element, reading) => decorated(element, quote(element, reading)),
  hr: (element) => {
    allowOnly(element);
    if (element.children.length > 0) throw new Uncarried();
    return { type: "thematicBreak" };
  },
  ol: readList,
  p: readParagraph,
  ul: readList,
  "ac:image": readImageBlock,
  "ac:structured-macro": readMacroBlock,
  "ac:task-list": readTasks,
};

/** Elements that are also inline: they are blocks only if there is no text beside them. */
const EITHER: readonly string[] = ["ac:image", "ac:structured-macro"];

const BOX_NAMES = inverted(BOX_ELEMENTS);

/** The pieces of a page, or of what is in a container. */
export function* piecesOf(nodes: Iterable<XmlNode>, reading: Reading): Generator<Piece> {
  let line: XmlNode[] = [];
  for (const node of nodes) {
    if (node.kind === "part" || (node.kind === "element" && isBlockElement(node))) {
      yield* linePieces(line, reading);
      line = [];
      yield pieceOf(node, reading);
    } else line.push(node);
  }
  yield* linePieces(line, reading);
}

/** The blocks in an element, for places that cannot have a container of their own. */
export function blocksIn(nodes: Iterable<XmlNode>, reading: Reading): readonly Block[] {
  return unpacked(piecesOf(nodes, reading));
}

function isBlockElement(element: XmlElement): boolean {
  const { name } = element;
  if (name === "ac:structured-macro") return hasBody(element);
  if (name === "ac:image") return false;
  return Object.hasOwn(READERS, name) || Object.hasOwn(BOX_NAMES, name) || name === "table";
}

/**
 * Content between blocks: a paragraph without tags, or block elements. If an element among text could be either, it
 * stays raw with the text.
 */
function* linePieces(nodes: readonly XmlNode[], reading: Reading): Generator<Piece> {
  const parts = nodes.filter((node) => !isBlankText(node));
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) return;
  if (parts.some((node) => node.kind === "text" || (node.kind === "element" && isInline(node.name)))) {
    const raw = (): Code => rawFence({ start: first.start, end: last.end }, reading);
    const line = (): Block => paragraph(readLine(nodes, { reading }));
    yield { form: { blocks: () => [parts.every(standsInLine) ? line() : raw()] }, raw };
  } else {
    for (const node of parts) yield pieceOf(node, reading);
  }
}

/** Whether a node can be inline. */
function standsInLine(node: XmlNode): boolean {
  if (node.kind !== "element") return node.kind === "text";
  return isInline(node.name) || (EITHER.includes(node.name) && !hasBody(node));
}

function rawFence(place: { readonly start: number; readonly end: number }, reading: Reading): Code {
  return fence(RAW, sliceOf(reading, place));
}

function pieceOf(node: XmlNode, reading: Reading): Piece {
  const raw = (): Code => rawFence(node, reading);
  if (node.kind === "part") return partPiece(node, reading);
  if (node.kind !== "element" || node.leftOut) return { form: { blocks: () => [raw()] }, raw };
  const form = boxOf(node, reading) ?? (node.name === "table" ? tableForm(node, reading) : undefined);
  if (form !== undefined) return { form, raw };
  const read = Object.hasOwn(READERS, node.name) ? READERS[node.name] : undefined;
  return { form: { blocks: () => [read?.(node, reading) ?? raw()] }, raw };
}

/** A part of the layout. Its end is known once its content has been read. */
function partPiece(part: XmlPart, reading: Reading): Piece {
  const content = (): Iterable<Piece> => piecesOf(part.content, reading);
  return {
    form: { name: BOX_NAMES[part.name] ?? "", attributes: significant(part), content },
    raw: () => {
      for (const _node of part.content);
      return rawFence(part, reading);
    },
  };
}

/** An element or macro that is a container of blocks. */
function boxOf(element: XmlElement, reading: Reading): Box | undefined {
  const name = BOX_NAMES[element.name];
  if (name !== undefined) {
    const content = (): Iterable<Piece> => piecesOf(element.children, reading);
    return { name, attributes: significant(element), content };
  }
  if (element.name !== "ac:structured-macro") return undefined;
  const parts = carried(() => macroParts(element, reading));
  if (parts?.body?.kind !== "rich") return undefined;
  const { nodes } = parts.body;
  return { ...parts, content: () => piecesOf(nodes, reading) };
}

function tableForm(table: XmlElement, reading: Reading): Piece["form"] {
  return readTable(table, {
    line: (nodes) => readLine(nodes, { reading, breaks: "tag" }),
    pieces: (nodes) => piecesOf(nodes, reading),
    isLine: (nodes) => nodes.every(standsInLine),
    raw: (part) => rawFence(part, reading),
  });
}

/** A block with the attributes of its element around it. */
function decorated(element: XmlElement, block: Block): Block {
  const attributes = significant(element);
  return Object.keys(attributes).length === 0
    ? block
    : container({ name: element.name, attributes }, [block]);
}

function readParagraph(element: XmlElement, reading: Reading): Block {
  const line = readLine(element.children, { reading });
  const attributes = significant(element);
  if (line.length > 0) return decorated(element, paragraph(line));
  return Object.keys(attributes).length === 0
    ? leaf({ name: "p", attributes: {} })
    : container({ name: "p", attributes }, []);
}

function readHeading(element: XmlElement, reading: Reading): Block {
  const depth = ([1, 2, 3, 4, 5, 6] as const).find((level) => element.name === `h${level}`) ?? 6;
  const children = readLine(element.children, { reading, breaks: "tag" });
  return decorated(element, { type: "heading", depth, children });
}

function quote(element: XmlElement, reading: Reading): Block {
  return { type: "blockquote", children: [...blocksIn(element.children, reading)] };
}

function readList(element: XmlElement, reading: Reading): Block {
  const ordered = element.name === "ol";
  const { start = "1", ...others } = significant(element);
  const attributes = ordered ? others : significant(element);
  if (!/^(?:0|[1-9]\d{0,8})$/.test(start)) throw new Uncarried();
  const items = elementsIn(element).map((child) => {
    if (child.name !== "li") throw new Uncarried();
    allowOnly(child);
    return item(blocksIn(child.children, reading));
  });
  if (items.length === 0) throw new Uncarried();
  return decorated({ ...element, attributes }, list(items, { ordered, start: Number(start) }));
}

function readTasks(element: XmlElement, reading: Reading): Block {
  allowOnly(element);
  const items = elementsIn(element).map((child) => readTask(child, reading));
  if (items.length === 0) throw new Uncarried();
  return list(items, { ordered: false });
}

const STATES: Readonly<Record<string, boolean>> = { complete: true, incomplete: false };
const TASK_PARTS: readonly string[] = ["ac:task-id", "ac:task-uuid", "ac:task-status", "ac:task-body"];

/** A task: its id is at the end of its first paragraph. */
function readTask(element: XmlElement, reading: Reading): ListItem {
  if (element.name !== "ac:task") throw new Uncarried();
  allowOnly(element);
  const parts = new Map(elementsIn(element).map((part) => [part.name, part]));
  for (const part of elementsIn(element)) {
    allowOnly(part);
    if (!TASK_PARTS.includes(part.name) || parts.get(part.name) !== part) throw new Uncarried();
  }
  const textOf = (name: string): string | undefined => {
    const part = parts.get(name);
    return part === undefined ? undefined : textIn(part).trim();
  };
  const status = textOf("ac:task-status") ?? "";
  const checked = Object.hasOwn(STATES, status) ? STATES[status] : undefined;
  if (checked === undefined) throw new Uncarried();
  const [id, uuid] = [textOf("ac:task-id"), textOf("ac:task-uuid")];
  const ids = { ...(id === undefined ? {} : { id }), ...(uuid === undefined ? {} : { uuid }) };
  const blocks = blocksIn(parts.get("ac:task-body")?.children ?? [], reading);
  return item(taskBlocks(blocks, ids), checked);
}

/** A line with a space at its end. */
function spaced(line: readonly Inline[]): readonly Inline[] {
  const last = line.at(-1);
  if (last === undefined) return line;
  return last.type === "text" ? [...line.slice(0, -1), text(`${last.value} `)] : [...line, text(" ")];
}

/** The blocks of a task, with its ids at the end of the first one. */
function taskBlocks(blocks: readonly Block[], ids: Attributes): readonly Block[] {
  const [first, ...rest] = blocks;
  if (first !== undefined && first.type !== "paragraph") throw new Uncarried();
  const line = first?.children ?? [];
  if (Object.keys(ids).length === 0) return [paragraph(line), ...rest];
  return [paragraph([...spaced(line), atom({ name: "task", attributes: ids })]), ...rest];
}

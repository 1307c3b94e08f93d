/**
 * Reads the blocks of a document.
 *
 * @module
 */
import type { Code, ListItem } from "mdast";
import { clean } from "../dialect/clean.ts";
import {
  type Attributes,
  type Block,
  container,
  fence,
  item,
  leaf,
  list,
  paragraph,
} from "../dialect/nodes.ts";
import { type Box, carried, type Piece, Uncarried, unpacked } from "../dialect/write.ts";
import { allowOnly, attributesFor, shaped, significant } from "./attributes.ts";
import type { AdfMark, AdfNode, Json } from "./document.ts";
import { BOXES, fits, LEAVES, MARKED_IN, MEDIA_ATTRIBUTES, PANELS, RAW, type Shape } from "./names.ts";
import { readLine } from "./read_inline.ts";
import { tableOf } from "./read_tables.ts";

type Reader = (node: AdfNode) => Block;

const READERS: Readonly<Record<string, Reader>> = {
  blockquote: (node) => {
    allowOnly(node);
    return { type: "blockquote", children: blocksIn(node) };
  },
  bulletList: readList,
  codeBlock: readCode,
  decisionList: readDecisions,
  heading: readHeading,
  mediaGroup: (node) => {
    allowOnly(node);
    return container(
      { name: "media-group", attributes: {} },
      (node.content ?? []).map((child) => leaf({ name: "media", attributes: media(child) })),
    );
  },
  mediaSingle: readMedia,
  orderedList: readList,
  paragraph: (node) => {
    allowOnly(node);
    const line = readLine(node.content);
    return line.length === 0 ? leaf({ name: "p", attributes: {} }) : paragraph(line);
  },
  rule: (node) => {
    allowOnly(node);
    return { type: "thematicBreak" };
  },
  taskList: readTasks,
};

/** The pieces of a document, or of what is in a node. */
export function piecesOf(nodes: readonly AdfNode[], parent: string): Piece[] {
  return nodes.map((node) => {
    const raw = (): Code => fence(RAW, JSON.stringify(node, undefined, 2));
    const form = fits(node.type, parent) ? carried(() => formOf(node, parent)) : undefined;
    return { form: form ?? { blocks: () => [raw()] }, raw };
  });
}

/** The blocks in a node, for places that cannot have a container of their own. */
function blocksIn({ content = [], type }: AdfNode): Block[] {
  return unpacked(piecesOf(content, type));
}

function formOf(node: AdfNode, parent: string): Piece["form"] {
  if (node.type === "table") {
    const table = carried(() => tableOf(node));
    if (table !== undefined) return { blocks: () => [table] };
  }
  const box = boxOf(node);
  if (box !== undefined) return box;
  return { blocks: () => [marked(node, parent)] };
}

const BOX_NAMES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(BOXES).map(([name, { type }]) => [type, name] as const),
  ["nestedExpand", "expand"],
]);

function boxOf(node: AdfNode): Box | undefined {
  const name = BOX_NAMES.get(node.type);
  const shape = name === undefined ? undefined : BOXES[name];
  if (name === undefined || shape === undefined) return undefined;
  if (node.type === "layoutSection" && ![2, 3].includes(node.content?.length ?? 0)) throw new Uncarried();
  if ((node.content ?? []).length === 0 && node.type !== "tableRow") throw new Uncarried();
  const content = (): Piece[] => piecesOf(node.content ?? [], node.type);
  if (node.type === "panel") return { ...panelHead(node, shape), content };
  const { attributes } = shaped(node, shape);
  return { name, attributes, content };
}

function panelHead(node: AdfNode, shape: Shape): { readonly name: string; readonly attributes: Attributes } {
  const { panelType, ...attrs } = significant(node);
  const { attributes } = shaped({ ...node, attrs }, shape);
  if (typeof panelType !== "string") throw new Uncarried();
  if (panelType === "custom") return { name: "panel", attributes };
  if (!PANELS.includes(panelType)) throw new Uncarried();
  return { name: panelType, attributes };
}

/** A block, with containers for its alignment and indentation around it. */
function marked(node: AdfNode, parent: string): Block {
  const { marks = [], ...bare } = node;
  const [mark, ...others] = marks;
  if (mark === undefined) return read(bare);
  if (node.type !== "paragraph" && node.type !== "heading") throw new Uncarried();
  if (others.length > 0) throw new Uncarried();
  return container({ name: directiveOf(mark, parent), attributes: markAttributes(mark) }, [read(bare)]);
}

function directiveOf({ type }: AdfMark, parent: string): "align" | "indent" {
  if (type === "alignment" && MARKED_IN.alignment.includes(parent)) return "align";
  if (type === "indentation" && MARKED_IN.indentation.includes(parent)) return "indent";
  throw new Uncarried();
}

function markAttributes(mark: AdfMark): Attributes {
  const { align, level } = significant(mark);
  if (Object.keys(mark.attrs ?? {}).length !== 1) throw new Uncarried();
  if (align === "center" || align === "end") return { align };
  if (typeof level === "number" && [1, 2, 3, 4, 5, 6].includes(level)) return { level: `${level}` };
  throw new Uncarried();
}

function read(node: AdfNode): Block {
  const reader = Object.hasOwn(READERS, node.type) ? READERS[node.type] : undefined;
  if (reader !== undefined) return reader(node);
  const found = Object.entries(LEAVES).find(([, { type }]) => type === node.type);
  if (found === undefined) throw new Uncarried();
  const [name, shape] = found;
  const { attributes } = shaped(node, shape);
  return leaf({ name, attributes });
}

function readHeading(node: AdfNode): Block {
  allowOnly(node, "level");
  const depth = ([1, 2, 3, 4, 5, 6] as const).find((level) => level === node.attrs?.["level"]);
  if (depth === undefined) throw new Uncarried();
  return { type: "heading", depth, children: readLine(node.content, "tag") };
}

function readCode(node: AdfNode): Block {
  allowOnly(node, "language");
  const { language = "" } = significant(node);
  if (typeof language !== "string" || language === RAW) throw new Uncarried();
  const lines = (node.content ?? []).map((child) => {
    if (child.type !== "text" || (child.marks ?? []).length > 0) throw new Uncarried();
    return child.text ?? "";
  });
  return fence(language, clean(lines.join("")));
}

function readList(node: AdfNode): Block {
  const ordered = node.type === "orderedList";
  allowOnly(node, ...(ordered ? ["order"] : []));
  const { order = 1 } = significant(node);
  if (typeof order !== "number" || !Number.isInteger(order) || order < 0 || order > 999_999_999) {
    throw new Uncarried();
  }
  const items = (node.content ?? []).map((child) => {
    if (child.type !== "listItem" || (child.content ?? []).length === 0) throw new Uncarried();
    allowOnly(child);
    return item(blocksIn(child));
  });
  if (items.length === 0) throw new Uncarried();
  return list(items, { ordered, start: order });
}

const STATES: Readonly<Record<string, boolean>> = { DONE: true, TODO: false };

/** Tasks. A nested list goes below the previous task. */
function readTasks(node: AdfNode): Block {
  allowOnly(node);
  const items: ListItem[] = [];
  for (const child of node.content ?? []) {
    const last = items.at(-1);
    if (child.type === "taskList" && last !== undefined) last.children.push(readTasks(child));
    else items.push(readTask(child));
  }
  if (items.length === 0) throw new Uncarried();
  return list(items, { ordered: false });
}

function readTask(node: AdfNode): ListItem {
  allowOnly(node, "state");
  const checked = STATES[`${node.attrs?.["state"]}`];
  if (node.type !== "taskItem" || checked === undefined) throw new Uncarried();
  return item([paragraph(readLine(node.content))], checked);
}

function readDecisions(node: AdfNode): Block {
  allowOnly(node);
  const items = (node.content ?? []).map((child) => {
    allowOnly(child, "state");
    if (child.type !== "decisionItem" || child.attrs?.["state"] !== "DECIDED") throw new Uncarried();
    const line = readLine(child.content);
    return item(line.length === 0 ? [] : [paragraph(line)]);
  });
  return container({ name: "decisions", attributes: {} }, [list(items, { ordered: false })]);
}

function media(node: AdfNode): Attributes {
  if (node.type !== "media") throw new Uncarried();
  return shaped(node, { type: "media", attributes: MEDIA_ATTRIBUTES }).attributes;
}

/** An image: in Markdown's own form if it has only a URL and a text. */
function readMedia(node: AdfNode): Block {
  const [only, ...others] = node.content ?? [];
  if (only === undefined || others.length > 0) throw new Uncarried();
  allowOnly(node, "layout", "width", "widthType");
  const { width, layout, widthType } = significant(node);
  const own = media(only);
  if (isPlain(own) && layout === "center" && width === undefined && widthType === undefined) {
    return paragraph([{ type: "image", url: own["url"] ?? "", alt: own["alt"] ?? "" }]);
  }
  const shown = Object.entries({ layout, widthType, "display-width": width });
  const attributes = { ...own, ...attributesFor(Object.fromEntries(shown.flatMap(given))) };
  return leaf({ name: "media", attributes });
}

/** An attribute that is set. */
function given([name, value]: readonly [string, Json | undefined]): readonly (readonly [string, Json])[] {
  return value === undefined ? [] : [[name, value]];
}

function isPlain({ type, url, alt, ...others }: Attributes): boolean {
  return type === "external" && url !== undefined && url !== "" && alt !== "" &&
    Object.keys(others).length === 0;
}

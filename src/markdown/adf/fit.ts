/**
 * Makes blocks valid in their parent: a panel cannot contain a table, a quote a heading, or an item a panel. An invalid
 * block becomes the closest valid one, and keeps its text.
 *
 * @module
 */
import type { AdfNode } from "./document.ts";
import { CONTENT, fits, MARKED_IN } from "./names.ts";
import { textNode } from "./write_inline.ts";

/** A block that was written. JSON in the Markdown stays where it was. */
export interface Made {
  readonly node: AdfNode;
  readonly verbatim: boolean;
}

/** Makes blocks valid in a node of this type. */
export function fitted(blocks: readonly Made[], parent: string): AdfNode[] {
  return blocks.flatMap(({ node, verbatim }) => verbatim ? [node] : fit(node, parent));
}

/** The same; an empty paragraph if there are none. */
export function fittedSome(nodes: readonly AdfNode[], parent: string): AdfNode[] {
  return nodes.length > 0 ? [...nodes] : fit({ type: "paragraph" }, parent);
}

function fit(node: AdfNode, parent: string): AdfNode[] {
  if (CONTENT[parent] === undefined) return [node];
  const { marks: _marks, ...bare } = node;
  const type = node.type === "expand" && !fits("expand", parent) ? "nestedExpand" : node.type;
  if (fits(type, parent)) {
    const named = { ...(keepsMarks(node, parent) ? node : bare), type };
    return [type === "nestedExpand" ? { ...named, attrs: node.attrs ?? {} } : named].map(refitted);
  }
  const part = Object.hasOwn(PARTS, parent) ? PARTS[parent] : undefined;
  return part === undefined ? next(node, parent) : [{ ...part, content: filled(fit(node, part.type)) }];
}

/** The required parts of some nodes: other content is wrapped in a part of its own. */
const PARTS: Readonly<Record<string, AdfNode>> = {
  layoutSection: { type: "layoutColumn", attrs: { width: 50 } },
  table: { type: "tableRow" },
  tableRow: { type: "tableCell" },
};

/** Content that is not empty. */
function filled(content: readonly AdfNode[]): readonly AdfNode[] {
  return content.length > 0 ? content : [{ type: "paragraph" }];
}

function keepsMarks({ marks = [] }: AdfNode, parent: string): boolean {
  return marks.every(({ type }) => {
    const places = type === "alignment" || type === "indentation" ? MARKED_IN[type] : [parent];
    return places.includes(parent);
  });
}

/** A nested expand allows fewer blocks than an expand. */
function refitted(node: AdfNode): AdfNode {
  if (node.type !== "nestedExpand") return node;
  return { ...node, content: filled((node.content ?? []).flatMap((child) => fit(child, node.type))) };
}

/** The closest valid replacement, by node type. */
const NEXT: Readonly<Record<string, (node: AdfNode) => readonly AdfNode[]>> = {
  blockCard: (
    node,
  ) => [{ type: "paragraph", content: [{ type: "inlineCard", attrs: { url: urlOf(node) } }] }],
  embedCard: (
    node,
  ) => [{ type: "paragraph", content: [{ type: "inlineCard", attrs: { url: urlOf(node) } }] }],
  decisionList: ({ content = [] }) => [bullets(content, () => "")],
  expand: ({ attrs, content = [] }) => {
    const title = typeof attrs?.["title"] === "string" ? attrs["title"] : "";
    const line = textNode(title, [{ type: "strong" }]);
    return line.length === 0 ? content : [{ type: "paragraph", content: line }, ...content];
  },
  heading: ({ content = [] }) => [{ type: "paragraph", content: content.map(strong) }],
  mediaGroup: ({ content = [] }) =>
    content.map((media) => ({ type: "mediaSingle", attrs: { layout: "center" }, content: [media] })),
  rule: () => [{ type: "paragraph", content: [{ type: "text", text: "———" }] }],
  table: ({ content = [] }) => content.map(rowLine),
  taskList: (
    { content = [] },
  ) => [bullets(content, ({ attrs }) => attrs?.["state"] === "DONE" ? "☑ " : "☐ ")],
};

function next(node: AdfNode, parent: string): AdfNode[] {
  const made = Object.hasOwn(NEXT, node.type) ? NEXT[node.type] : undefined;
  return (made?.(node) ?? node.content ?? []).flatMap((child) => fit(child, parent));
}

function urlOf({ attrs }: AdfNode): string {
  return typeof attrs?.["url"] === "string" ? attrs["url"] : "";
}

/** Converts items of another list to those of a bullet list; a nested list goes below the previous item. */
function bullets(items: readonly AdfNode[], sign: (item: AdfNode) => string): AdfNode {
  const content: { readonly type: string; readonly content: AdfNode[] }[] = [];
  for (const item of items) {
    const last = content.at(-1);
    if (item.type === "taskList" && last !== undefined) last.content.push(bullets(item.content ?? [], sign));
    else {
      const line = [...textNode(sign(item)), ...(item.content ?? [])];
      content.push({ type: "listItem", content: [{ type: "paragraph", content: line }] });
    }
  }
  return { type: "bulletList", content };
}

function strong(node: AdfNode): AdfNode {
  const { marks = [] } = node;
  const kept = node.type !== "text" || marks.some(({ type }) => type === "strong" || type === "code");
  return kept ? node : { ...node, marks: [...marks, { type: "strong" }] };
}

/** A table row as a line. */
function rowLine({ content = [] }: AdfNode): AdfNode {
  const cells = content.map((cell) => (cell.content ?? []).flatMap(linesIn));
  const line = cells.flatMap((cell, index) => index === 0 ? cell : [...textNode(" | "), ...cell]);
  return { type: "paragraph", content: line };
}

/** All inline nodes in a node. */
function linesIn(node: AdfNode): readonly AdfNode[] {
  const { content = [] } = node;
  return node.type === "paragraph" || node.type === "heading" ? content : content.flatMap(linesIn);
}

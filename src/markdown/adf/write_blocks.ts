/**
 * Writes blocks as nodes of Atlassian Document Format.
 *
 * @module
 */
import type { Code, List, ListItem, Paragraph, Table } from "mdast";
import type { ContainerDirective, LeafDirective } from "mdast-util-directive";
import {
  type Attributes,
  attributesOf,
  type Block,
  isBlock,
  isTask,
  plainText,
  sections,
} from "../dialect/nodes.ts";
import { contentOf } from "../dialect/read.ts";
import { attributesFrom, nodeFrom, parsedJson } from "./attributes.ts";
import { type AdfAttributes, type AdfMark, type AdfNode, isNode } from "./document.ts";
import { fitted, fittedSome, type Made } from "./fit.ts";
import { BOXES, LEAVES, MEDIA_ATTRIBUTES, PANELS, RAW, TABLE } from "./names.ts";
import { textNode, writeLine } from "./write_inline.ts";

/** Writes the blocks of a document. */
export function writeDocument(blocks: Iterable<Block>): AdfNode[] {
  return new Writer().content(blocks, "doc");
}

/** Writes nodes, and numbers those that need an id. */
class Writer {
  #ids = 0;

  /** The blocks as content of a node of this type. */
  content(blocks: Iterable<Block>, parent: string): AdfNode[] {
    const nodes: AdfNode[] = [];
    for (const block of blocks) {
      for (const node of fitted(this.#write(block), parent)) nodes.push(node);
    }
    return nodes;
  }

  /** The same, but never empty. */
  #some(blocks: Iterable<Block>, parent: string): AdfNode[] {
    return fittedSome(this.content(blocks, parent), parent);
  }

  #write(block: Block): Made[] {
    if (block.type === "code" && block.lang === RAW) return rawNodes(block);
    return this.#nodes(block).map((node) => ({ node, verbatim: false }));
  }

  #nodes(block: Block): AdfNode[] {
    switch (block.type) {
      case "paragraph":
        return [writeParagraph(block)];
      case "heading":
        return [{
          type: "heading",
          attrs: { level: block.depth },
          ...lineContent(writeLine(block.children)),
        }];
      case "thematicBreak":
        return [{ type: "rule" }];
      case "blockquote":
        return [{ type: "blockquote", content: this.#some(block.children.filter(isBlock), "blockquote") }];
      case "code":
        return [writeCode(block)];
      case "list":
        return this.#list(block);
      case "table":
        return [this.#table(block, {})];
      case "leafDirective":
        return writeLeaf(block);
      case "containerDirective":
        return this.#container(block);
      case "html":
        return [{ type: "paragraph", content: textNode(block.value) }];
    }
  }

  /** A list; tasks in it are task lists of their own. */
  #list(list: List): AdfNode[] {
    const nodes: AdfNode[] = [];
    for (const items of sections(list.children)) {
      if (items.every(isTask)) nodes.push(...this.#tasks(items));
      else {
        const ordered = list.ordered === true;
        const order = ordered && typeof list.start === "number" && list.start !== 1
          ? { attrs: { order: list.start } }
          : {};
        const content = items.map((item) => ({
          type: "listItem",
          content: this.#some(item.children.filter(isBlock), "listItem"),
        }));
        nodes.push({ type: ordered ? "orderedList" : "bulletList", ...order, content });
      }
    }
    return nodes;
  }

  #id(): { readonly localId: string } {
    return { localId: `${++this.#ids}` };
  }

  /** Tasks: a line each, and nested tasks. Other content of an item follows after the tasks. */
  #tasks(items: readonly ListItem[]): AdfNode[] {
    const attrs = this.#id();
    const content: AdfNode[] = [];
    const after: AdfNode[] = [];
    for (const item of items) {
      const [first, ...rest] = item.children.filter(isBlock);
      const line = first?.type === "paragraph" ? writeLine(first.children) : [];
      const state = item.checked === true ? "DONE" : "TODO";
      content.push({ type: "taskItem", attrs: { ...this.#id(), state }, content: line });
      for (const block of first?.type === "paragraph" ? rest : item.children.filter(isBlock)) {
        for (const node of this.#nodes(block)) (node.type === "taskList" ? content : after).push(node);
      }
    }
    return [{ type: "taskList", attrs, content }, ...after];
  }

  /** Writes a table of lines. An empty header row means that there is no header. */
  #table(table: Table, attrs: AdfAttributes): AdfNode {
    const [first, ...rest] = table.children;
    const columns = first?.children.length ?? 0;
    const rowOf = (row: Table["children"][number], type: string): AdfNode => ({
      type: "tableRow",
      content: Array.from({ length: columns }, (_cell, column) => {
        const line = writeLine(row.children[column]?.children ?? []);
        return { type, content: [{ type: "paragraph", ...lineContent(line) }] };
      }),
    });
    const hasHeader = first?.children.some(({ children }) => children.length > 0) ?? false;
    const rows = rest.map((row) => rowOf(row, "tableCell"));
    const content = first !== undefined && (hasHeader || rows.length === 0)
      ? [rowOf(first, "tableHeader"), ...rows]
      : rows;
    return { type: "table", ...(Object.keys(attrs).length === 0 ? {} : { attrs }), content };
  }

  #container(node: ContainerDirective): AdfNode[] {
    const attributes = attributesOf(node);
    const blocks = (): Iterable<Block> => contentOf(node);
    switch (node.name) {
      case "align":
        return this.#marked(blocks(), alignment(attributes));
      case "indent":
        return this.#marked(blocks(), indentation(attributes));
      case "decisions":
        return this.#decisions(blocks());
      case "media-group":
        return mediaGroup(this.content(blocks(), "mediaGroup"));
      case "table": {
        const [first, ...others] = blocks();
        const attrs = attributesFrom(attributes, TABLE);
        if (first?.type === "table" && others.length === 0) return [this.#table(first, attrs)];
        break;
      }
    }
    return this.#box(node.name, attributes, blocks());
  }

  #box(name: string, attributes: Attributes, blocks: Iterable<Block>): AdfNode[] {
    const shape = BOXES[name];
    const made = shape === undefined ? undefined : nodeFrom({ attributes, label: "" }, shape);
    if (made === undefined) return this.content(blocks, "doc");
    const content = this.#some(blocks, made.type);
    if (made.type === "layoutSection" && (content.length < 2 || content.length > 3)) {
      return content.flatMap((column) => column.content ?? []);
    }
    const { attrs = {}, ...node } = made;
    const panelType = PANELS.includes(name) ? name : "custom";
    const own = made.type === "panel" ? { panelType, ...attrs } : attrs;
    return [{ ...node, ...(Object.keys(own).length === 0 ? {} : { attrs: own }), content }];
  }

  #marked(blocks: Iterable<Block>, mark: AdfMark | undefined): AdfNode[] {
    return this.content(blocks, "doc").map((node) => {
      const takes = node.type === "paragraph" || node.type === "heading";
      return mark === undefined || !takes || node.marks !== undefined ? node : { ...node, marks: [mark] };
    });
  }

  #decisions(blocks: Iterable<Block>): AdfNode[] {
    const attrs = this.#id();
    const lines = this.content(blocks, "doc").flatMap((node) => linesOf(node));
    const content = lines.map((line): AdfNode => {
      return { type: "decisionItem", attrs: { ...this.#id(), state: "DECIDED" }, content: line };
    });
    return content.length === 0 ? [] : [{ type: "decisionList", attrs, content }];
  }
}

/** The lines of a node: one per paragraph. */
function linesOf(node: AdfNode): (readonly AdfNode[])[] {
  return node.type === "paragraph" || node.type === "heading"
    ? [node.content ?? []]
    : (node.content ?? []).flatMap((child) => child.type === "text" ? [[child]] : linesOf(child));
}

function rawNodes({ value }: Code): Made[] {
  const raw = parsedJson(value);
  if (isNode(raw)) return [{ node: raw, verbatim: true }];
  return [{
    node: { type: "codeBlock", attrs: { language: "json" }, content: textNode(value) },
    verbatim: false,
  }];
}

function lineContent(content: readonly AdfNode[]): { readonly content?: readonly AdfNode[] } {
  return content.length === 0 ? {} : { content };
}

/** A paragraph; one that contains only an image becomes an image. */
function writeParagraph({ children }: Paragraph): AdfNode {
  const [only, ...others] = children;
  if (only?.type === "image" && others.length === 0 && only.url !== "") {
    const alt = only.alt === null || only.alt === undefined || only.alt === "" ? {} : { alt: only.alt };
    const media = { type: "media", attrs: { type: "external", url: only.url, ...alt } };
    return { type: "mediaSingle", attrs: { layout: "center" }, content: [media] };
  }
  return { type: "paragraph", ...lineContent(writeLine(children)) };
}

function writeCode({ lang, value }: Code): AdfNode {
  const language = lang === null || lang === undefined ? {} : { attrs: { language: lang } };
  return { type: "codeBlock", ...language, ...lineContent(textNode(value)) };
}

function writeLeaf(node: LeafDirective): AdfNode[] {
  const attributes = attributesOf(node);
  if (node.name === "p") return [{ type: "paragraph" }];
  if (node.name === "media") return writeMedia(attributes);
  const shape = LEAVES[node.name];
  const made = shape === undefined
    ? undefined
    : nodeFrom({ attributes, label: plainText(node.children) }, shape);
  return made === undefined ? [] : [made];
}

const SINGLE = { type: "mediaSingle", attributes: ["layout", "display-width"] };
const MEDIA = { type: "media", attributes: MEDIA_ATTRIBUTES };

function writeMedia(attributes: Attributes): AdfNode[] {
  const { widthType } = attributes;
  const { layout = "center", "display-width": width } = attributesFrom(attributes, SINGLE);
  const wide = typeof width === "number" && width >= 0 && (widthType === "pixel" || width <= 100);
  const unit = widthType === "percentage" || (widthType === "pixel" && wide) ? { widthType } : {};
  const attrs = { ...(wide ? { width } : {}), ...unit, layout };
  const media = attributesFrom(attributes, MEDIA);
  return isMedia(media) ? [{ type: "mediaSingle", attrs, content: [{ type: "media", attrs: media }] }] : [];
}

function isMedia({ type, id, collection, url }: AdfAttributes): boolean {
  if (type === "external") return url !== undefined && id === undefined && collection === undefined;
  return (type === "file" || type === "link") && id !== undefined && collection !== undefined &&
    url === undefined;
}

/** Combines images and files that were written as one image each into a row. */
function mediaGroup(nodes: readonly AdfNode[]): AdfNode[] {
  const content = nodes.flatMap((node) => node.type === "mediaSingle" ? node.content ?? [] : []);
  return content.length === 0 ? [] : [{ type: "mediaGroup", content }];
}

function alignment({ align }: Attributes): AdfMark | undefined {
  return align === "center" || align === "end" ? { type: "alignment", attrs: { align } } : undefined;
}

function indentation({ level = "" }: Attributes): AdfMark | undefined {
  return /^[1-6]$/.test(level) ? { type: "indentation", attrs: { level: Number(level) } } : undefined;
}

/**
 * Writes blocks as storage format.
 *
 * @module
 */
import type { Code, List, ListItem, Paragraph } from "mdast";
import type { ContainerDirective, LeafDirective } from "mdast-util-directive";
import { infoOf } from "../dialect/attributes.ts";
import { CONFLUENCE_LANGUAGES, languageFor } from "../dialect/code_languages.ts";
import {
  type Attributes,
  attributesOf,
  type Block,
  isBlock,
  isTask,
  labelled,
  plainText,
  sections,
} from "../dialect/nodes.ts";
import { contentOf } from "../dialect/read.ts";
import { BOX_ELEMENTS, MACRO, NAMED_MACROS, PLAIN_TEXT, RAW, TABLE_PARTS } from "./names.ts";
import { writeLine } from "./write_inline.ts";
import { type Addresses, writeImage } from "./write_links.ts";
import { plainBody, richBody, writeCode, writeMacro } from "./write_macros.ts";
import { tableElement, writeTable } from "./write_tables.ts";
import { element, escapeText } from "./write_xml.ts";

/** Writes blocks, one after another. */
export function writeBlocks(blocks: Iterable<Block>, addresses: Addresses): string {
  const parts: string[] = [];
  for (const block of blocks) parts.push(writeBlock(block, { addresses }));
  return parts.join("");
}

/** The context of writing a block. */
interface Writing {
  readonly addresses: Addresses;
  /** The attributes of the enclosing container, which belong to the element. */
  readonly attributes?: Attributes;
}

/** Writes a block. */
function writeBlock(block: Block, writing: Writing): string {
  const { addresses, attributes = {} } = writing;
  switch (block.type) {
    case "paragraph":
      return element(["p", attributes], writeLine(block.children, addresses));
    case "heading":
      return element([`h${block.depth}`, attributes], writeLine(block.children, addresses));
    case "thematicBreak":
      return "<hr />";
    case "blockquote":
      return element(["blockquote", attributes], writeBlocks(block.children.filter(isBlock), addresses));
    case "code":
      return writeFence(block, addresses);
    case "list":
      return writeList(block, writing);
    case "table":
      return writeTable(block, { attributes, line: (nodes) => writeLine(nodes, addresses) });
    case "leafDirective":
      return writeLeaf(block, addresses);
    case "containerDirective":
      return writeContainer(block, addresses);
    case "html":
      return element("p", escapeText(block.value));
  }
}

function writeFence(code: Code, { deployment }: Addresses): string {
  if (code.lang === RAW) return code.value;
  const { language: word, attributes } = infoOf(code);
  const language = word === undefined || deployment !== "data-center"
    ? word
    : languageFor(word, CONFLUENCE_LANGUAGES);
  return writeCode({ ...(language === undefined ? {} : { language }), ...attributes }, code.value);
}

/** A list; tasks in it are task lists of their own. */
function writeList(list: List, { addresses, attributes = {} }: Writing): string {
  return sections(list.children).map((items) => {
    if (items.every(isTask)) {
      return element("ac:task-list", items.map((item) => writeTask(item, addresses)).join(""));
    }
    const start = list.ordered === true && typeof list.start === "number" && list.start !== 1
      ? { start: `${list.start}` }
      : {};
    const content = items.map((item) => writeItem(item, addresses)).join("");
    return element([list.ordered === true ? "ol" : "ul", { ...start, ...attributes }], content);
  }).join("");
}

/** An item. Its paragraph needs no tags if only lists follow. */
function writeItem(item: ListItem, addresses: Addresses): string {
  const [first, ...rest] = item.children.filter(isBlock);
  if (first?.type !== "paragraph" || !needsNoTags(first) || rest.some(({ type }) => type !== "list")) {
    return element("li", writeBlocks(item.children.filter(isBlock), addresses));
  }
  return element("li", writeLine(first.children, addresses) + writeBlocks(rest, addresses));
}

/** Whether a paragraph is recognised as a line without its tags, because it contains inline-only content. */
function needsNoTags({ children }: Paragraph): boolean {
  const names = children.flatMap((node) => node.type === "textDirective" ? [node.name] : []);
  return !names.includes(RAW) && children.some((node) => {
    if (node.type === "textDirective") return !EITHER.includes(node.name);
    return node.type === "text" ? node.value.trim() !== "" : node.type !== "image";
  });
}

/** Directives for elements that can also be blocks. */
const EITHER: readonly string[] = [...NAMED_MACROS, MACRO, "image"];

function writeTask(item: ListItem, addresses: Addresses): string {
  const [first, ...rest] = item.children.filter(isBlock);
  const line = first?.type === "paragraph" ? first.children : [];
  const mark = line.find((node) => node.type === "textDirective" && node.name === "task");
  const { id, uuid } = mark?.type === "textDirective" ? attributesOf(mark) : {};
  const inner = first?.type === "paragraph" ? rest : item.children.filter(isBlock);
  const body = writeLine(line, addresses).trimEnd() + writeBlocks(inner, addresses);
  return element(
    "ac:task",
    [
      id === undefined ? "" : element("ac:task-id", escapeText(id)),
      uuid === undefined ? "" : element("ac:task-uuid", escapeText(uuid)),
      element("ac:task-status", item.checked === true ? "complete" : "incomplete"),
      element("ac:task-body", body),
    ].join(""),
  );
}

function writeLeaf(node: LeafDirective, addresses: Addresses): string {
  const attributes = attributesOf(node);
  const label = plainText(node.children);
  if (node.name === "p") return element(["p", attributes]);
  if (node.name === "image") return writeImage({ ...attributes, alt: label }, addresses);
  return writeMacro({ name: node.name, attributes, label });
}

function writeContainer(node: ContainerDirective, addresses: Addresses): string {
  const { name } = node;
  const attributes = attributesOf(node);
  const box = Object.hasOwn(BOX_ELEMENTS, name) ? BOX_ELEMENTS[name] : undefined;
  if (box !== undefined) return element([box, attributes], writeBlocks(contentOf(node), addresses));
  if (NAMED_MACROS.has(name) || name === MACRO) {
    const label = plainText(labelled(node).label);
    return writeMacro({ name, attributes, label }, writeBody(node, addresses));
  }
  const [first, ...rest] = contentOf(node);
  if (name === "td" || name === "th") {
    const lone = first?.type === "paragraph" && rest.length === 0 && needsNoTags(first);
    return element([name, attributes], lone ? writeLine(first.children, addresses) : inner(node, addresses));
  }
  if (TABLE_PARTS.includes(name)) return element([name, attributes], inner(node, addresses));
  if (name === "table" && first?.type !== "table") return tableElement(attributes, inner(node, addresses));
  if (first === undefined) return element([name, attributes]);
  return writeBlock(first, { addresses, attributes }) + writeBlocks(rest, addresses);
}

function inner(node: ContainerDirective, addresses: Addresses): string {
  return writeBlocks(contentOf(node), addresses);
}

/** The body of a macro: plain text if it is one fenced block with that language. */
function writeBody(node: ContainerDirective, addresses: Addresses): string {
  let only: Block | undefined;
  let blocks = 0;
  for (const block of contentOf(node)) {
    only = block;
    if (++blocks > 1) break;
  }
  if (blocks === 1 && only?.type === "code" && only.lang === PLAIN_TEXT) return plainBody(only.value);
  return richBody(inner(node, addresses));
}

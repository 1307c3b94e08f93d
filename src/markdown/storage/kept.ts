/**
 * Decides which blocks certainly come back from storage format as they are, without trying. Blocks that were read from
 * storage format are normal, so that only a few kinds can change. Tests compare the decision with the full check.
 *
 * @module
 */
import type { ListItem } from "mdast";
import type { TextDirective } from "mdast-util-directive";
import { type Block, type Inline, isBlock } from "../dialect/nodes.ts";
import { MACRO, MARK_ELEMENTS, PLAIN_TEXT, RAW } from "./names.ts";
import { XML_PREFIX } from "./macro_attributes.ts";

/** Whether blocks that were read from storage format come back from it unchanged. */
export function areKept(blocks: readonly Block[]): boolean {
  return blocks.every(isKept);
}

function isKept(block: Block): boolean {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return isLineKept(block.children);
    case "thematicBreak":
      return true;
    case "code":
      return (block.meta ?? "") === "" && block.lang !== RAW && block.lang !== PLAIN_TEXT;
    case "list":
      return block.children.every(isItemKept);
    case "blockquote":
      return block.children.length > 0 && areKept(block.children.filter(isBlock));
    case "table":
      return block.children.every((row) => row.children.every(({ children }) => isLineKept(children)));
    case "leafDirective":
      return ["p", "image", "toc"].includes(block.name);
    case "containerDirective": {
      const [only, ...others] = block.children;
      return block.name === "table" && only?.type === "table" && others.length === 0 && isKept(only);
    }
    default:
      return false;
  }
}

/** An item whose first paragraph is a line of its own, with lists below. */
function isItemKept({ children, checked }: ListItem): boolean {
  const [first, ...rest] = children;
  if (first?.type !== "paragraph" || !rest.every((block) => block.type === "list" && isKept(block))) {
    return false;
  }
  const line = first.children;
  if (checked === null || checked === undefined) return line.some(isText) && isLineKept(line);
  const last = line.at(-1);
  const isTask = last?.type === "textDirective" && last.name === "task";
  const own = isTask ? line.slice(0, -1) : line;
  return own.some(isText) && own.every((node) => !/[^\S ]/.test(textOf(node))) && isLineKept(own);
}

function isText(node: Inline): boolean {
  return textOf(node).trim() !== "";
}

function textOf(node: Inline): string {
  return node.type === "text" || node.type === "inlineCode" ? node.value : "";
}

function isLineKept(nodes: readonly Inline[]): boolean {
  return nodes.every(isNodeKept);
}

function isNodeKept(node: Inline): boolean {
  switch (node.type) {
    case "text":
    case "inlineCode":
    case "break":
    case "html":
    case "image":
      return true;
    case "strong":
    case "emphasis":
    case "delete":
    case "link":
      return isLineKept(node.children);
    case "textDirective":
      return isDirectiveKept(node);
    default:
      return false;
  }
}

const ATOMS: readonly string[] = ["date", "emoji", "image", "mention", "status", MACRO];

function isDirectiveKept({ name, attributes, children }: TextDirective): boolean {
  if (Object.hasOwn(MARK_ELEMENTS, name)) return children.some(isText) && isLineKept(children);
  return ATOMS.includes(name) && !Object.keys(attributes ?? {}).some((key) => key.startsWith(XML_PREFIX));
}

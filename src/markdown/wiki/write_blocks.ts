/**
 * Writes blocks as wiki markup.
 *
 * @module
 */
import type { Code, List, ListItem, Table } from "mdast";
import type { ContainerDirective } from "mdast-util-directive";
import { infoOf } from "../dialect/attributes.ts";
import { type Attributes, attributesOf, type Block, type Inline, isBlock } from "../dialect/nodes.ts";
import { contentOf } from "../dialect/read.ts";
import { NOFORMAT, PANEL_TITLES, RAW } from "./names.ts";
import { escaped, SAME_LINE, writeLine } from "./write_inline.ts";

/** Writes blocks, with an empty line between them. */
export function writeBlocks(blocks: Iterable<Block>): string {
  const parts: string[] = [];
  for (const block of blocks) parts.push(writeBlock(block));
  return parts.filter((part) => part !== "").join("\n\n");
}

function writeBlock(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return paragraphLines(block.children);
    case "heading":
      return `h${block.depth}. ${writeLine(block.children, SAME_LINE)}`;
    case "thematicBreak":
      return "----";
    case "blockquote":
      return `{quote}\n${writeQuoted(block.children.filter(isBlock))}\n{quote}`;
    case "code":
      return writeCode(block);
    case "list":
      return writeList(block, "");
    case "table":
      return writeTable(block);
    case "leafDirective":
      return `[${attributesOf(block)["url"] ?? ""}]`;
    case "containerDirective":
      return writePanel(block);
    case "html":
      return escaped(block.value);
  }
}

/** A paragraph: none of its lines may be empty, or look like the beginning of another block. */
function paragraphLines(nodes: readonly Inline[]): string {
  const [first = "", ...rest] = writeLine(nodes, "\n").split("\n").map(plainStart);
  let before = first;
  return rest.reduce((text, line) => {
    const lineBreak = before.trim() === "" || line.trim() === "" ? SAME_LINE : "\n";
    before = line;
    return text + lineBreak + line;
  }, first);
}

function plainStart(line: string): string {
  return line.replace(/^( *)(h[1-6]|bq)\.(?= )/, "$1$2&#46;").replace(/^( *)(#+)(?= )/, "$1\\$2");
}

/** Quotes cannot be nested, except as a single line (`bq.`): the content of a deeper quote moves to the outer one. */
function writeQuoted(blocks: readonly Block[]): string {
  return blocks.map((block) => {
    if (block.type !== "blockquote") return writeBlock(block);
    const [only, ...others] = block.children;
    return only?.type === "paragraph" && others.length === 0
      ? `bq. ${writeLine(only.children, SAME_LINE)}`
      : writeQuoted(block.children.filter(isBlock));
  }).join("\n\n");
}

/** Breaks a tag that would end a code block too early with a zero-width space. */
function withoutTag(text: string, tag: string): string {
  return text.replaceAll(`{${tag}}`, `{\u200b${tag}}`);
}

function writeCode(code: Code): string {
  if (code.lang === RAW) return code.value;
  const { language, attributes } = infoOf(code);
  const plain = language === NOFORMAT || code.value.includes("{code}");
  const tag = plain ? NOFORMAT : "code";
  const own = Object.entries(attributes).map(([name, value]) => `${name}=${value.replace(/[{}|\n]/g, " ")}`);
  const named = plain || language === undefined ? [] : [language.replace(/[{}|=\s]/g, "")];
  const parameters = [...named, ...own].join("|");
  return `{${tag}${parameters === "" ? "" : `:${parameters}`}}\n${withoutTag(code.value, tag)}\n{${tag}}`;
}

function writeList(list: List, outer: string): string {
  const markers = outer + (list.ordered === true ? "#" : "*");
  return list.children.map((item) => writeItem(item, markers)).join("\n");
}

/** An item: its paragraphs on one line, then its nested lists. Other content ends the list. */
function writeItem(item: ListItem, markers: string): string {
  const blocks = item.children.filter(isBlock);
  const lines = blocks.flatMap((block) =>
    block.type === "paragraph" ? [writeLine(block.children, SAME_LINE)] : []
  );
  const sign = item.checked === null || item.checked === undefined ? "" : item.checked ? "☑ " : "☐ ";
  const line = `${markers} ${sign}${lines.join(SAME_LINE.repeat(2)) || (sign === "" ? "&nbsp;" : "")}`
    .trimEnd();
  const others = blocks.filter(({ type }) => type !== "paragraph");
  return [
    line,
    ...others.map((block) => block.type === "list" ? writeList(block, markers) : writeBlock(block)),
  ]
    .join("\n");
}

/** Writes a table. An empty header row means that there is no header. */
function writeTable(table: Table): string {
  const [first, ...rest] = table.children;
  const columns = first?.children.length ?? 0;
  const rowOf = (row: Table["children"][number], bar: string): string => {
    const cells = Array.from({ length: columns }, (_cell, column) => {
      const cell = writeLine(row.children[column]?.children ?? [], SAME_LINE);
      return cell === "" ? " " : cell;
    });
    return bar + cells.join(bar) + bar;
  };
  const hasHeader = first?.children.some(({ children }) => children.length > 0) ?? false;
  const header = first !== undefined && hasHeader ? [rowOf(first, "||")] : [];
  return [...header, ...rest.map((row) => rowOf(row, "|"))].join("\n");
}

function writePanel(node: ContainerDirective): string {
  const title = PANEL_TITLES[node.name];
  const own = attributesOf(node);
  const attributes: Attributes = title === undefined ? own : { title: own["title"] ?? title };
  const parameters = Object.entries(attributes)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}=${value.replace(/[{}|\n]/g, " ")}`);
  const tag = parameters.length === 0 ? "panel" : `panel:${parameters.join("|")}`;
  return `{${tag}}\n${writeBlocks(contentOf(node))}\n{panel}`;
}

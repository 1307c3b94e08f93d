/**
 * Prints simple blocks without the printer. What is printed here needs no check: the parser reads it as the same blocks. See
 * {@linkcode printLine}.
 *
 * @module
 */
import type { List, ListItem, Table, TableRow } from "mdast";
import type { ContainerDirective, LeafDirective } from "mdast-util-directive";
import { type Attributes, attributesOf, type Block, isBlock, plainText } from "./nodes.ts";
import { isModest, MAX_TILDES } from "./limits.ts";
import { beginsWithText } from "./plain_text.ts";
import { LONGEST } from "./plain_line.ts";
import { CELL, isName, LINE, printAttributes, printLine } from "./print_line.ts";
import { printWords } from "./print_words.ts";

/** Maximum nesting of lists, quotes and containers. */
const DEEPEST = 6;

/** The markers of lists. */
interface Style {
  /** Whether lists begin with `*` and `1)`. */
  readonly otherMarkers: boolean;
  readonly depth: number;
}

/** A block as Markdown; `undefined` if it needs the printer and a check. */
export function printPlain(block: Block, { otherMarkers }: Pick<Style, "otherMarkers">): string | undefined {
  return printBlock(block, { otherMarkers, depth: 0 });
}

/** Blocks, one after another; two lists side by side need other markers. */
function printBlocks(blocks: readonly Block[], style: Style): string | undefined {
  if (style.depth > DEEPEST || blocks.length === 0) return undefined;
  const parts: string[] = [];
  for (const [index, block] of blocks.entries()) {
    const isSecond = block.type === "list" && blocks[index - 1]?.type === "list";
    const part = isSecond ? undefined : printBlock(block, style);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts.join("\n\n");
}

function printBlock(block: Block, style: Style): string | undefined {
  switch (block.type) {
    case "paragraph":
      return printParagraph(block.children);
    case "heading":
      return printHeading(block);
    case "list":
      return printList(block, style);
    case "table":
      return printTable(block);
    case "code":
      return block.meta === undefined || block.meta === null
        ? printFence(block.lang ?? "", block.value)
        : undefined;
    case "thematicBreak":
      return "---";
    case "leafDirective":
      return printLeaf(block);
    case "blockquote":
      return printQuote(block.children.filter(isBlock), style);
    case "containerDirective":
      return printContainer(block, style);
    default:
      return undefined;
  }
}

function printParagraph(children: Parameters<typeof printLine>[0]): string | undefined {
  const line = printLine(children, LINE);
  if (line === undefined || line.length > LONGEST || /[ \t]$/.test(line) || /^\d+\)/.test(line)) {
    return undefined;
  }
  if (!line.includes("\n")) return beginsWithText(line) ? line : undefined;
  const lines = line.split("\n");
  const isText = (text: string): boolean => beginsWithText(text) && !/[ \t]\\?$|^\d+\)/.test(text);
  return lines.every(isText) ? line : undefined;
}

function printHeading(block: Block & { readonly type: "heading" }): string | undefined {
  const line = printLine(block.children, LINE);
  if (line === undefined || line === "" || line.length > LONGEST) return undefined;
  if (/^[ \t]|[ \t#]$|\n/.test(line)) return undefined;
  return `${"#".repeat(block.depth)} ${line}`;
}

function printList(list: List, style: Style): string | undefined {
  const { ordered, start, spread, children } = list;
  const first = start ?? 1;
  // Below a paragraph, only a list that begins with 1 is one.
  if (spread === true || children.length === 0 || style.depth > DEEPEST) return undefined;
  if (style.depth > 0 && ordered === true && first !== 1) return undefined;
  const lines: string[] = [];
  for (const [index, item] of children.entries()) {
    const sign = ordered === true
      ? `${first + index}${style.otherMarkers ? ")" : "."}`
      : style.otherMarkers
      ? "*"
      : "-";
    const text = printItem(item, style);
    if (text === undefined || sign.length > 9 || !isModest(text)) return undefined;
    lines.push(`${sign} ${text.replaceAll("\n", `\n${" ".repeat(sign.length + 1)}`)}`);
  }
  return withFewTildes(lines.join("\n"));
}

/** Items or rows, which are parsed together, if all their tildes are within the limit for one. */
function withFewTildes(text: string): string | undefined {
  return text.split("~", MAX_TILDES).length < MAX_TILDES ? text : undefined;
}

/** An item: a paragraph, and perhaps a list below it. */
function printItem({ children, checked, spread }: ListItem, style: Style): string | undefined {
  const [first, below, ...others] = children;
  if (spread === true || first?.type !== "paragraph" || others.length > 0) return undefined;
  const line = printParagraph(first.children);
  if (line === undefined) return undefined;
  const text = typeof checked === "boolean" ? `[${checked ? "x" : " "}] ${line}` : line;
  if (below === undefined) return text;
  const list = below.type === "list" ? printList(below, { ...style, depth: style.depth + 1 }) : undefined;
  return list === undefined ? undefined : `${text}\n${list}`;
}

function printTable({ align, children }: Table): string | undefined {
  const columns = align?.length ?? 0;
  const lines: string[] = [];
  for (const row of children) {
    const line = row.children.length === columns ? printRow(row) : undefined;
    if (line === undefined) return undefined;
    lines.push(line);
  }
  const delimiters = (align ?? []).map((side) =>
    side === "left" ? ":-" : side === "right" ? "-:" : side === "center" ? ":-:" : "-"
  );
  if (columns === 0 || lines.length === 0) return undefined;
  return withFewTildes([lines[0], `| ${delimiters.join(" | ")} |`, ...lines.slice(1)].join("\n"));
}

function printRow({ children }: TableRow): string | undefined {
  let line = "|";
  for (const cell of children) {
    const text = printLine(cell.children, CELL);
    if (text === undefined || /^[ \t]|[ \t\\]$/.test(text)) return undefined;
    line += text === "" ? " |" : ` ${text} |`;
  }
  return isModest(line) ? line : undefined;
}

/** A fence that is longer than any in the text. */
function printFence(language: string, value: string): string | undefined {
  if (!/^[\w+#-]*$/.test(language)) return undefined;
  let longest = 2;
  for (const [ticks] of value.matchAll(/(?<!`)`{3,}/g)) longest = Math.max(longest, ticks.length);
  const fence = "`".repeat(longest + 1);
  return value === "" ? `${fence}${language}\n${fence}` : `${fence}${language}\n${value}\n${fence}`;
}

function printLeaf(node: LeafDirective): string | undefined {
  const label = plainText(node.children);
  const attributes = printAttributes(node.attributes ?? {}, { inCell: false });
  if (attributes === undefined || !isName(node.name) || node.children.length > 1) return undefined;
  if (label === "") return `::${node.name}${attributes}`;
  const words = /^[^[\]\\`*_~<>&:@!|#(\n\u00a0]+$/.test(label) && label.trim() === label
    ? printWords(label, { ...LINE, isLast: true })
    : undefined;
  return words === undefined ? undefined : `::${node.name}[${words}]${attributes}`;
}

function printQuote(children: readonly Block[], style: Style): string | undefined {
  const text = printBlocks(children, { ...style, depth: style.depth + 1 });
  return text?.split("\n").map((line) => line === "" ? ">" : `> ${line}`).join("\n");
}

function printContainer(node: ContainerDirective, style: Style): string | undefined {
  const [first] = node.children;
  if (first?.type === "paragraph" && first.data?.directiveLabel === true) return undefined;
  const head = printHead({ name: node.name, attributes: attributesOf(node) });
  const content = printBlocks(node.children.filter(isBlock), { ...style, depth: style.depth + 1 });
  if (head === undefined || content === undefined || /^[ \t]*:+[ \t]*$/m.test(content)) return undefined;
  return `:::${head}\n${content}\n:::`;
}

/** A container's name and attributes; `undefined` if they need the printer and a check. */
export function printHead(
  { name, attributes }: { readonly name: string; readonly attributes: Attributes },
): string | undefined {
  const written = printAttributes(attributes, { inCell: false });
  return written === undefined || !isName(name) ? undefined : name + written;
}

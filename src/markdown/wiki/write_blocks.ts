/**
 * Writes blocks as wiki markup.
 *
 * @module
 */
import type { Code, List, ListItem, Table } from "mdast";
import type { ContainerDirective } from "mdast-util-directive";
import { infoOf } from "../dialect/attributes.ts";
import { JIRA_LANGUAGES, languageFor } from "../dialect/code_languages.ts";
import {
  type Attributes,
  attributesOf,
  type Block,
  type Inline,
  isBlock,
  paragraph,
  text,
} from "../dialect/nodes.ts";
import { contentOf } from "../dialect/read.ts";
import { NOFORMAT, PANEL_TITLES, RAW } from "./names.ts";
import { escaped, SAME_LINE, writeCard, writeLine } from "./write_inline.ts";

/** Where blocks are written. */
interface Place {
  /** The markers of the lists around an item; empty outside of lists. */
  readonly markers: string;
  /** The macros around: a macro cannot contain another one of its name. */
  readonly macros: ReadonlySet<string>;
  /** The languages of code that Jira knows; others are left out. */
  readonly languages?: ReadonlySet<string>;
}

/** The beginning of a text. */
const TOP: Place = { markers: "", macros: new Set() };
/** The beginning of a text for Jira, which must know the languages of code. */
export const FOR_JIRA: Place = { ...TOP, languages: JIRA_LANGUAGES };

/** The place inside a macro. */
function insideOf(macro: string, place: Place): Place {
  return { ...place, markers: "", macros: new Set([...place.macros, macro]) };
}

/** Writes blocks, with an empty line between them; but not in an item, where it would end the list. */
export function writeBlocks(blocks: Iterable<Block>, place: Place = TOP): string {
  const parts: string[] = [];
  for (const block of blocks) parts.push(writeBlock(block, place));
  return parts.filter((part) => part !== "").join(place.markers === "" ? "\n\n" : "\n");
}

function writeBlock(block: Block, place: Place): string {
  switch (block.type) {
    case "paragraph":
      return place.markers === "" ? paragraphLines(block.children) : inOneLine(block.children);
    case "heading":
      return `h${block.depth}. ${writeLine(block.children, SAME_LINE)}`;
    case "thematicBreak":
      return "----";
    case "blockquote":
      return writeQuote(block.children.filter(isBlock), place);
    case "code":
      return writeCode(block, place);
    case "list":
      return writeList(block, place);
    case "table":
      return writeTable(block);
    case "leafDirective":
      return writeCard(attributesOf(block)["url"] ?? "");
    case "containerDirective":
      return writePanel(block, place);
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

/** A paragraph on one line, which does not look like the beginning of another block. */
function inOneLine(nodes: readonly Inline[]): string {
  return plainStart(writeLine(nodes, SAME_LINE)).trim();
}

/** Quotes cannot be nested, except as a single line (`bq.`): the content of a deeper quote moves to the outer one. */
function writeQuote(blocks: readonly Block[], place: Place): string {
  if (!place.macros.has("quote")) return `{quote}\n${writeBlocks(blocks, insideOf("quote", place))}\n{quote}`;
  const [only, ...others] = blocks;
  return only?.type === "paragraph" && others.length === 0
    ? `bq. ${writeLine(only.children, SAME_LINE)}`
    : writeBlocks(blocks, place);
}

/** Breaks a tag that would end a code block too early with a zero-width space. */
function withoutTag(text: string, tag: string): string {
  return text.replaceAll(`{${tag}}`, `{\u200b${tag}}`);
}

function writeCode(code: Code, { languages }: Place): string {
  if (code.lang === RAW) return code.value;
  const { language, attributes } = infoOf(code);
  const plain = language === NOFORMAT || code.value.includes("{code}");
  const tag = plain ? NOFORMAT : "code";
  const own = Object.entries(attributes).map(([name, value]) => `${name}=${value.replace(/[{}|\n]/g, " ")}`);
  const known = languages === undefined || language === undefined
    ? language
    : languageFor(language, languages);
  const named = plain || known === undefined ? [] : [known.replace(/[{}|=\s]/g, "")];
  const parameters = [...named, ...own].join("|");
  return `{${tag}${parameters === "" ? "" : `:${parameters}`}}\n${withoutTag(code.value, tag)}\n{${tag}}`;
}

function writeList(list: List, place: Place): string {
  const own = { ...place, markers: place.markers + (list.ordered === true ? "#" : "*") };
  return list.children.map((item) => writeItem(item, own)).join("\n");
}

/**
 * An item: its blocks in their order, without an empty line, which would end the list. Paragraphs side by side become
 * one. What follows a nested list goes on in the last item of that list, because nothing leads back to the outer one.
 */
function writeItem(item: ListItem, place: Place): string {
  const blocks = item.children.filter(isBlock);
  const parts: string[] = [];
  for (const [at, block] of blocks.entries()) {
    const follows = block.type === "paragraph" && blocks[at - 1]?.type === "paragraph";
    const before = follows ? parts.pop() ?? "" : undefined;
    const part = writeBlock(block, place);
    parts.push(before === undefined ? part : `${before}${SAME_LINE.repeat(2)}${part}`);
  }
  const sign = item.checked === null || item.checked === undefined ? "" : item.checked ? "☑" : "☐";
  const [first] = blocks;
  const start = first?.type === "paragraph" ? parts.shift() ?? "" : "";
  const line = [sign, start].filter((part) => part !== "").join(" ");
  if (line !== "") parts.unshift(line);
  else if (first === undefined || first.type === "list" || first.type === "paragraph") {
    parts.unshift("&nbsp;");
  }
  return `${place.markers} ${parts.filter((part) => part !== "").join("\n")}`;
}

/** Writes a table. An empty header row means that there is no header. */
function writeTable(table: Table): string {
  const [first, ...rest] = table.children;
  const columns = first?.children.length ?? 0;
  const rowOf = (row: Table["children"][number], bar: string): string => {
    const cells = Array.from({ length: columns }, (_cell, column) => {
      const cell = plainStart(writeLine(row.children[column]?.children ?? [], SAME_LINE));
      return cell === "" ? " " : cell;
    });
    return bar + cells.join(bar) + bar;
  };
  const hasHeader = first?.children.some(({ children }) => children.length > 0) ?? false;
  const header = first !== undefined && hasHeader ? [rowOf(first, "||")] : [];
  return [...header, ...rest.map((row) => rowOf(row, "|"))].join("\n");
}

function writePanel(node: ContainerDirective, place: Place): string {
  const title = PANEL_TITLES[node.name];
  const own = attributesOf(node);
  const attributes: Attributes = title === undefined ? own : { title: own["title"] ?? title };
  if (place.macros.has("panel")) {
    const heading = attributes["title"] ?? "";
    const titles: Block[] = heading === ""
      ? []
      : [paragraph([{ type: "strong", children: [text(heading)] }])];
    return writeBlocks([...titles, ...contentOf(node)], place);
  }
  const parameters = Object.entries(attributes)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}=${value.replace(/[{}|\n]/g, " ")}`);
  const tag = parameters.length === 0 ? "panel" : `panel:${parameters.join("|")}`;
  return `{${tag}}\n${writeBlocks(contentOf(node), insideOf("panel", place))}\n{panel}`;
}

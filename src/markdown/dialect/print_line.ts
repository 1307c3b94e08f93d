/**
 * Prints simple lines without the printer, and without a doubt: the parser reads each of them as the same nodes.
 *
 * What is accepted is what {@linkcode readPlainLine} accepts, and the text is the one that the printer writes. Tests compare
 * both.
 *
 * @module
 */
import type { TextDirective } from "mdast-util-directive";
import type { Image, Link } from "mdast";
import type { Inline } from "./nodes.ts";
import { isMark, kindOf, SIGN, SPACE, WORD } from "./plain_signs.ts";
import { printWords, type WordsPlace } from "./print_words.ts";

/** Maximum depth of marks, links and directives. */
const DEEPEST = 6;

/** Where nodes are printed. */
interface PrintPlace extends WordsPlace {
  readonly depth: number;
  /** The marks around the nodes: none can be in itself. */
  readonly marks: string;
  /** Whether the nodes are in a link. */
  readonly inLink: boolean;
  /** The classes of the characters around the nodes. */
  readonly edges: number;
}

/** The place of a paragraph or heading. */
export const LINE: PrintPlace = {
  depth: 0,
  marks: "",
  inLink: false,
  inLabel: false,
  inCell: false,
  edges: SPACE,
};
/** The place of a table's cell. */
export const CELL: PrintPlace = { ...LINE, inCell: true };

const MARKS: Readonly<Record<string, string>> = { strong: "**", emphasis: "*", delete: "~~" };

/** Inline nodes as Markdown; `undefined` if they need the printer and a check. */
export function printLine(nodes: readonly Inline[], place: PrintPlace): string | undefined {
  if (place.depth > DEEPEST) return undefined;
  const [only] = nodes;
  if (nodes.length === 1 && only?.type === "text") return printWords(only.value, { ...place, isLast: true });
  let line = "";
  const parts: string[] = [];
  for (const [index, node] of nodes.entries()) {
    const isLast = index === nodes.length - 1;
    const part = node.type === "text"
      ? (nodes[index - 1]?.type === "text" ? undefined : printWords(node.value, { ...place, isLast }, line))
      : printNode(node, place);
    if (part === undefined || part === "") return undefined;
    parts.push(part);
    line += part;
  }
  return nodes.every((node, index) => isApart({ node, parts, index }, place)) ? line : undefined;
}

/** A printed node and those beside it. */
interface Beside {
  readonly node: Inline;
  readonly parts: readonly string[];
  readonly index: number;
}

/** Whether the neighbors of a node leave its meaning as it is. */
function isApart({ node, parts, index }: Beside, { edges }: PrintPlace): boolean {
  const after = parts[index + 1];
  if (node.type === "textDirective") return after === undefined || !/^[[{(:]/.test(after);
  if (node.type === "inlineCode") return after?.startsWith("`") !== true;
  const sign = MARKS[node.type];
  if (sign === undefined) return true;
  const [own, before] = [parts[index] ?? "", parts[index - 1]];
  const inner = { first: sign.length, last: own.length - sign.length - 1 };
  const outer = [before?.charCodeAt(before.length - 1), after?.charCodeAt(0)];
  const ends = [own.charCodeAt(inner.first), own.charCodeAt(inner.last)];
  if ([...outer, ...ends].some((code) => code !== undefined && isMark(code))) return false;
  return outer.every((code, side) =>
    isFlanking(kindOf(ends[side] ?? NaN), code === undefined ? edges : kindOf(code))
  );
}

/** Whether a mark between two classes of characters can only open, or only close. */
function isFlanking(inner: number, outer: number): boolean {
  return inner === WORD ? outer === SPACE || outer === SIGN : inner === SIGN && outer === SPACE;
}

function printNode(node: Inline, place: PrintPlace): string | undefined {
  switch (node.type) {
    case "strong":
    case "emphasis":
    case "delete":
      return printMark(node, place);
    case "inlineCode":
      return printCode(node.value, place);
    case "link":
      return place.inLink ? undefined : printLink(node, place);
    case "image":
      return printImage(node, place);
    case "break":
      return place.inCell || place.inLabel || place.inLink ? undefined : "\\\n";
    case "html":
      return node.value === "<br>" ? node.value : undefined;
    case "textDirective":
      return printDirective(node, place);
    default:
      return undefined;
  }
}

function printMark(
  node: Inline & { readonly type: "strong" | "emphasis" | "delete" },
  place: PrintPlace,
): string | undefined {
  const sign = MARKS[node.type];
  if (sign === undefined || place.marks.includes(node.type)) return undefined;
  const marks = `${place.marks} ${node.type}`;
  const inner = printLine(node.children, { ...place, marks, depth: place.depth + 1, edges: SIGN });
  return inner === undefined || inner === "" ? undefined : sign + inner + sign;
}

function printCode(value: string, { inCell, inLabel }: PrintPlace): string | undefined {
  if (value === "" || value.startsWith(" ") || value.endsWith(" ") || /[`\n]/.test(value)) return undefined;
  if ((inCell && /[|\\]/.test(value)) || (inLabel && /[[\]\\]/.test(value))) return undefined;
  return `\`${value}\``;
}

const URL = /^[A-Za-z][A-Za-z\d+.-]{1,31}:[^\s<>|\\\p{Cc}]*$/u;

function printLink({ url, title, children }: Link, place: PrintPlace): string | undefined {
  const [only] = children;
  const target = printTarget({ url, title }, place);
  if (target === undefined) return undefined;
  if (children.length === 1 && only?.type === "text") {
    const isUrl = only.value === url && (title ?? "") === "" && /^[a-z][+\-.a-z]+:/i.test(url);
    if (isUrl) return URL.test(url) && !place.inLabel ? `<${url}>` : undefined;
    if (`mailto:${only.value}` === url) return undefined;
  }
  const label = printLine(children, { ...place, inLink: true, depth: place.depth + 1, edges: SIGN });
  if (label === undefined || label === "" || /^[ \t]|[ \t]$/.test(label)) return undefined;
  return `[${label}](${target})`;
}

/** A URL without white space, brackets, and what could begin a directive or an entity. */
const TARGET = /^(?:[^\s()<>[\]{}\\&|\p{Cc}]|[()]|&(?![#A-Za-z]))+$/u;
const TITLE = /^[\p{L}\p{N} ,.'-]+$/u;

function printTarget(
  { url, title }: Pick<Link, "url" | "title">,
  { inLabel }: PrintPlace,
): string | undefined {
  const plain = url.replace(/&(?=[#A-Za-z])/g, "");
  if (!TARGET.test(plain) || url.includes(":toc") || (inLabel && /[()]/.test(url))) return undefined;
  const escaped = url.replace(/[()]|&(?=[#A-Za-z])/g, "\\$&");
  if (title === undefined || title === null) return escaped;
  return TITLE.test(title) ? `${escaped} "${title}"` : undefined;
}

const ALT = /^[^[\]\\`*_~<>&:@!\n|\u00a0]*$/;
const ADDRESS = /ww\.|w\.[\w.-]/i;

function printImage({ url, title, alt }: Image, place: PrintPlace): string | undefined {
  const target = printTarget({ url, title }, place);
  const label = alt ?? "";
  if (target === undefined || place.inLabel || !ALT.test(label) || ADDRESS.test(label)) return undefined;
  return `![${label}](${target})`;
}

function printDirective(node: TextDirective, place: PrintPlace): string | undefined {
  const attributes = printAttributes(node.attributes ?? {}, place);
  if (attributes === undefined || !isName(node.name)) return undefined;
  if (node.children.length === 0) return attributes === "" ? undefined : `:${node.name}${attributes}`;
  const label = printLine(node.children, { ...place, inLabel: true, depth: place.depth + 1, edges: SIGN });
  if (label === undefined || label.length > 400 || /^[ \t]|[ \t]$|\n/.test(label)) return undefined;
  return `:${node.name}[${label}]${attributes}`;
}

/** Whether a directive's name needs nothing around it. */
export function isName(name: string): boolean {
  return /^[a-z](?:[a-z\d-]*[a-z\d])?$/.test(name);
}

const VALUE = /^[^"&{}[\]\\\n|]*$/;
const NAME = /^[a-z][\w:.-]*$/;

/** `{title="…" other="…"}`; `undefined` if a value needs to be encoded. */
export function printAttributes(
  attributes: Readonly<Record<string, string | null | undefined>>,
  { inCell }: { readonly inCell: boolean },
): string | undefined {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value !== "string" || value === "" || !NAME.test(name)) return undefined;
    if (!VALUE.test(inCell ? value : value.replaceAll("|", ""))) return undefined;
    parts.push(`${name}="${value}"`);
  }
  return parts.length === 0 ? "" : `{${parts.join(" ")}}`;
}

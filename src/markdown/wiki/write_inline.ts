/**
 * Writes inline content as wiki markup.
 *
 * @module
 */
import type { Image, Link } from "mdast";
import type { TextDirective } from "mdast-util-directive";
import { attributesOf, type Inline, plainText } from "../dialect/nodes.ts";
import { isBreak } from "../dialect/runs.ts";
import { RAW, SIGNS } from "./names.ts";

/**
 * A part of a line: wiki markup, or a sign at the beginning or end of marked text. A sign is written once its
 * neighbours are known.
 */
type Token =
  | { readonly kind: "wiki"; readonly wiki: string }
  | { readonly kind: "sign"; readonly pair: Pair; readonly side: "open" | "close" };

/** The two signs around marked text. */
interface Pair {
  readonly sign: string;
  /** Whether they must be written as `{*}`, because a word touches them. */
  braced: boolean;
}

/** How to break a line: with a line break, or with `\\` if it must stay one line. */
type WikiBreak = "\n" | "\\\\ ";

/** A break within a line. */
export const SAME_LINE: WikiBreak = "\\\\ ";

/** Writes inline nodes. */
export function writeLine(nodes: readonly Inline[], lineBreak: WikiBreak): string {
  const tokens = tokensOf(nodes, lineBreak);
  for (const [at, token] of tokens.entries()) {
    if (token.kind === "sign" && touches(tokens, at)) token.pair.braced = true;
  }
  return tokens.map((token) => {
    if (token.kind === "wiki") return token.wiki;
    return token.pair.braced ? `{${token.pair.sign}}` : token.pair.sign;
  }).join("");
}

const WORD_END = /[\p{L}\p{N}]$/u;
const WORD_START = /^[\p{L}\p{N}]/u;

/** Whether a word or another sign of its kind is outside of a sign, or white space inside. */
function touches(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== "sign") return false;
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  const [outer, inner] = token.side === "open" ? [before, after] : [after, before];
  if (outer?.kind === "sign" && outer.pair.sign === token.pair.sign) return true;
  const [word, space] = token.side === "open" ? [WORD_END, /^\s/] : [WORD_START, /\s$/];
  return (outer?.kind === "wiki" && word.test(outer.wiki)) ||
    (inner?.kind === "wiki" && space.test(inner.wiki));
}

function tokensOf(nodes: readonly Inline[], lineBreak: WikiBreak): Token[] {
  return nodes.flatMap((node) => tokensOfNode(node, lineBreak));
}

function wikiToken(wiki: string): Token[] {
  return wiki === "" ? [] : [{ kind: "wiki", wiki }];
}

function tokensOfNode(node: Inline, lineBreak: WikiBreak): Token[] {
  switch (node.type) {
    case "text":
      return wikiToken(escaped(node.value.replaceAll("\n", " ")));
    case "inlineCode":
      return wikiToken(`{{${escapedCode(node.value.replaceAll("\n", " "))}}}`);
    case "break":
      return wikiToken(lineBreak);
    case "html":
      return wikiToken(isBreak(node) ? lineBreak : escaped(node.value));
    case "strong":
    case "emphasis":
    case "delete":
      return signed(node.type, tokensOf(node.children, lineBreak));
    case "link":
      return wikiToken(writeLink(node));
    case "image":
      return wikiToken(writeImage(node));
    case "textDirective":
      return directiveTokens(node, lineBreak);
    default:
      return wikiToken(escaped(plainText([node])));
  }
}

function signed(mark: string, inner: readonly Token[]): Token[] {
  const sign = SIGNS.find(([, own]) => own === mark)?.[0];
  if (sign === undefined || inner.length === 0) return [...inner];
  const pair: Pair = { sign, braced: false };
  return [{ kind: "sign", pair, side: "open" }, ...inner, { kind: "sign", pair, side: "close" }];
}

function directiveTokens(node: TextDirective, lineBreak: WikiBreak): Token[] {
  const attributes = attributesOf(node);
  const label = plainText(node.children);
  switch (node.name) {
    case RAW:
      return wikiToken(attributes["text"] ?? "");
    case "card":
      return wikiToken(`[${attributes["url"] ?? ""}]`);
    case "color": {
      const { color = "" } = attributes;
      return [
        ...wikiToken(`{color:${color}}`),
        ...tokensOf(node.children, lineBreak),
        ...wikiToken("{color}"),
      ];
    }
    case "emoji":
      return wikiToken(label);
    case "image": {
      const { src = "", ...others } = attributes;
      return wikiToken(imageOf(src, label === "" ? others : { ...others, alt: label }));
    }
    case "mention":
      return wikiToken(
        attributes["username"] === undefined ? escaped(label) : `[~${attributes["username"]}]`,
      );
    case "status":
      return signed("strong", wikiToken(escaped(label)));
    case "date":
      return wikiToken(escaped(label));
    default:
      return signed(node.name, tokensOf(node.children, lineBreak));
  }
}

/** A link. If its text equals its URL, or the name of a file or an anchor, the text is left out. */
function writeLink({ url, title, children }: Link): string {
  const attachment = /^attachment:(.*)$/s.exec(url)?.[1];
  const target = (attachment === undefined ? url : `^${decoded(attachment)}`).replace(
    /[|[\]]/g,
    encodeURIComponent,
  );
  const tip = title === null || title === undefined || title === "" ? "" : `|${escaped(title)}`;
  const text = children.every(({ type }) => type === "text") ? plainText(children) : undefined;
  if (tip === "" && (text === target || text === target.replace(/^[#^]/, ""))) return `[${target}]`;
  return `[${writeLine(children, SAME_LINE)}|${target}${tip}]`;
}

function writeImage({ url, alt }: Image): string {
  return imageOf(url, alt === null || alt === undefined || alt === "" ? {} : { alt });
}

function imageOf(src: string, parameters: Readonly<Record<string, string>>): string {
  const attachment = /^attachment:(.*)$/s.exec(src)?.[1];
  const source = attachment === undefined ? src : decoded(attachment);
  const own = Object.entries(parameters).map(([name, value]) => {
    return value === "" ? name : `${name}=${value.replace(/[!|,\n]/g, " ")}`;
  });
  return `!${source.replace(/[!|]/g, encodeURIComponent)}${own.length === 0 ? "" : `|${own.join(",")}`}!`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Writes a backslash as an entity where it would escape the next character. */
function escapedBackslashes(text: string): string {
  return text.replace(/\\(?=[!-/:-@[-`{-~]|$)/g, "&#92;");
}

/** Escapes text, so that it is plain text in wiki markup. */
export function escaped(text: string): string {
  return escapedBackslashes(text.replace(/&(?=#?\w{1,31};)/g, "&amp;"))
    .replace(/[{[|!]|\?(?=\?)/g, "\\$&")
    .replace(/^[*_+^~-]|[*_+^~-]$|(?<![\p{L}\p{N}])[*_+^~-](?=\S)|(?<=\S)[*_+^~-](?![\p{L}\p{N}])/gu, "\\$&")
    .replace(/:(?=\/\/)/g, "&#58;")
    .replace(/\((?=[?])/g, "&#40;")
    .replaceAll("\u00a0", "&nbsp;");
}

/** Escapes text in `{{…}}`, which must not contain braces. */
function escapedCode(text: string): string {
  return escapedBackslashes(text.replace(/&(?=#?\w{1,31};)/g, "&amp;"))
    .replace(/[{}*_+^~[\]|!-]/g, "\\$&")
    .replaceAll("\u00a0", "&nbsp;");
}

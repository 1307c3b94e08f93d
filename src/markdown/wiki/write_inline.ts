/**
 * Writes inline content as wiki markup.
 *
 * @module
 */
import type { Link } from "mdast";
import type { TextDirective } from "mdast-util-directive";
import { allowed } from "../dialect/clean.ts";
import { attributesOf, type Inline, plainText } from "../dialect/nodes.ts";
import { isBreak } from "../dialect/runs.ts";
import { escapedBackslashes, ICON, matchAt } from "./escapes.ts";
import { RAW, SIGNS } from "./names.ts";
import { TARGET } from "./read_links.ts";

/**
 * A part of a line: wiki markup, an image, or a sign at the beginning or end of marked text. A sign is written once its
 * neighbours are known.
 */
type Token =
  | { readonly kind: "wiki" | "image"; readonly wiki: string }
  | { readonly kind: "sign"; readonly pair: Pair; readonly side: "open" | "close" };

/** The two signs around marked text. */
interface Pair {
  readonly open: string;
  readonly close: string;
  /** Whether they must be written as `{*}`, because a word touches them. */
  braced: boolean;
}

/** How to break a line: with a line break, or with `\\` if it must stay one line. */
type WikiBreak = "\n" | "\\\\ ";

/** A break within a line. */
export const SAME_LINE: WikiBreak = "\\\\ ";

/** What surrounds inline nodes. */
interface Inside {
  readonly lineBreak: WikiBreak;
  /** The marks that are open: the same sign cannot be nested. */
  readonly marks: ReadonlySet<string>;
  /** Whether this is the text of a link, which a bracket would end. */
  readonly link: boolean;
}

/** Writes inline nodes. */
export function writeLine(nodes: readonly Inline[], lineBreak: WikiBreak): string {
  return written(tokensOf(nodes, { lineBreak, marks: new Set(), link: false }));
}

function written(tokens: readonly Token[]): string {
  for (const [at, token] of tokens.entries()) {
    if (token.kind === "sign" && touches(tokens, at)) token.pair.braced = true;
  }
  let line = "";
  let afterImage = false;
  for (const token of tokens) {
    const wiki = token.kind === "sign" ? signOf(token) : token.wiki;
    // A word that touches an image would make it text.
    const apart = (token.kind === "image" && WORD_END.test(line)) || (afterImage && WORD_START.test(wiki));
    line += apart ? ` ${wiki}` : wiki;
    afterImage = token.kind === "image";
  }
  return line;
}

function signOf({ pair, side }: Token & { readonly kind: "sign" }): string {
  return pair.braced ? `{${pair[side]}}` : pair[side];
}

const WORD_END = /[\p{L}\p{N}]$/u;
const WORD_START = /^[\p{L}\p{N}]/u;

/** Whether a word or another sign of its kind is outside of a sign, or white space inside. */
function touches(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== "sign") return false;
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  const [outer, inner] = token.side === "open" ? [before, after] : [after, before];
  if (outer?.kind === "sign" && outer.pair.open === token.pair.open) return true;
  const [word, space] = token.side === "open" ? [WORD_END, /^\s/] : [WORD_START, /\s$/];
  return (outer?.kind === "wiki" && word.test(outer.wiki)) ||
    (inner?.kind === "wiki" && space.test(inner.wiki));
}

function tokensOf(nodes: readonly Inline[], inside: Inside): Token[] {
  return nodes.flatMap((node) => tokensOfNode(node, inside));
}

function wikiToken(wiki: string): Token[] {
  return wiki === "" ? [] : [{ kind: "wiki", wiki }];
}

function tokensOfNode(node: Inline, inside: Inside): Token[] {
  switch (node.type) {
    case "text":
      return wikiToken(escapedIn(inside, node.value.replaceAll("\n", " ")));
    case "inlineCode":
      return between("{{", wikiToken(escapedCode(node.value.replaceAll("\n", " "))), "}}");
    case "break":
      return wikiToken(inside.lineBreak);
    case "html":
      return wikiToken(isBreak(node) ? inside.lineBreak : escapedIn(inside, node.value));
    case "strong":
    case "emphasis":
    case "delete":
      return signed(node.type, node.children, inside);
    case "link":
      return linkTokens(node, inside);
    case "image":
      return imageTokens(node.url, altOf(node.alt ?? ""));
    case "textDirective":
      return directiveTokens(node, inside);
    default:
      return wikiToken(escaped(plainText([node])));
  }
}

/** Marks nodes, unless the mark is open already. */
function signed(mark: string, nodes: readonly Inline[], inside: Inside): Token[] {
  const sign = SIGNS.find(([, own]) => own === mark)?.[0];
  if (sign === undefined || inside.marks.has(mark)) return tokensOf(nodes, inside);
  return between(sign, tokensOf(nodes, { ...inside, marks: new Set([...inside.marks, mark]) }), sign);
}

function between(open: string, inner: readonly Token[], close: string): Token[] {
  if (inner.length === 0) return [];
  const pair: Pair = { open, close, braced: false };
  return [{ kind: "sign", pair, side: "open" }, ...inner, { kind: "sign", pair, side: "close" }];
}

function directiveTokens(node: TextDirective, inside: Inside): Token[] {
  const attributes = attributesOf(node);
  const label = plainText(node.children);
  switch (node.name) {
    case RAW:
      return wikiToken(attributes["text"] ?? "");
    case "card":
      return wikiToken(writeCard(attributes["url"] ?? ""));
    case "color": {
      const color = (attributes["color"] ?? "").replace(/[{}|\n]/g, "");
      return [
        ...wikiToken(`{color:${color}}`),
        ...tokensOf(node.children, inside),
        ...wikiToken("{color}"),
      ];
    }
    case "emoji":
      return wikiToken(matchAt(ICON, label, 0)?.[0] === label ? label : escapedIn(inside, label));
    case "image": {
      const { src = "", ...others } = attributes;
      return imageTokens(src, { ...others, ...altOf(label) });
    }
    case "mention":
      return wikiToken(writeMention(label, attributes["username"]));
    case "status":
      return signed("strong", [{ type: "text", value: label }], inside);
    case "date":
      return wikiToken(escaped(label));
    default:
      return signed(node.name, node.children, inside);
  }
}

function writeMention(label: string, username: string | undefined): string {
  if (username === undefined) return escaped(label);
  const name = encoded(username, /[|[\]\s]/g);
  return label === "" ? `[~${name}]` : `[${escapedLabel(label)}|~${name}]`;
}

/** A link to a URL, which Jira shows as a card. */
export function writeCard(url: string): string {
  return `[${encoded(url, /[|[\]\s]/g)}]`;
}

/** A brace with which a macro would begin: Jira looks for macros first, even in links and images. */
const MACRO = /\{(?=(?:code|noformat|quote|panel|color|anchor)\b)/g;

/** A part of a link or image with percent signs for what would end it, and for macros. */
function encoded(part: string, ends: RegExp): string {
  const encode = (sign: string): string =>
    sign > "~"
      ? encodeURIComponent(sign)
      : `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  return part.replace(ends, encode).replace(MACRO, encode);
}

/**
 * A link. If its text equals its URL, or the name of a file or an anchor, the text is left out. A relative target is
 * written as text, because Jira does not link it.
 */
function linkTokens({ url, title, children }: Link, inside: Inside): Token[] {
  const attachment = /^attachment:(.*)$/s.exec(url)?.[1];
  const target = attachment === undefined
    ? encoded(url, /[|[\]\s]/g)
    : `^${encoded(decoded(attachment), /[|[\]\n]/g)}`;
  const tip = title === null || title === undefined || title === ""
    ? ""
    : `|${escapedLabel(title.replace(/\s/g, " ").trim())}`;
  const text = children.every(({ type }) => type === "text") ? plainText(children) : undefined;
  if (!TARGET.test(target)) {
    const rest = text === url || url === "" ? "" : escaped(` (${url})`);
    return [...tokensOf(children, inside), ...wikiToken(rest)];
  }
  if (tip === "" && (text === target || text === target.replace(/^[#^]/, ""))) {
    return wikiToken(`[${target}]`);
  }
  const label = written(tokensOf(children, { ...inside, lineBreak: SAME_LINE, link: true }));
  return wikiToken(label === "" ? `[${target}]` : `[${label}|${target}${tip}]`);
}

function altOf(alt: string): Readonly<Record<string, string>> {
  return alt === "" ? {} : { alt };
}

function imageTokens(src: string, parameters: Readonly<Record<string, string>>): Token[] {
  const attachment = /^attachment:(.*)$/s.exec(src)?.[1];
  const source = encoded(attachment === undefined ? src : decoded(attachment), /[!|\n]/g);
  const own = Object.entries(parameters).map(([name, value]) => {
    return value === "" ? name : `${name}=${value.replace(/[!|,\n]/g, " ").replace(MACRO, "(")}`;
  });
  if (own.length === 0 && source.length < SHORTEST_IMAGE) own.push(`alt=${source}`);
  return [{ kind: "image", wiki: `!${source}${own.length === 0 ? "" : `|${own.join(",")}`}!` }];
}

/** The number of characters between the signs of an image, below which Jira shows them as text. */
const SHORTEST_IMAGE = 5;

function decoded(part: string): string {
  try {
    return allowed(decodeURIComponent(part));
  } catch {
    return part;
  }
}

/** Escapes text, so that it is plain text in wiki markup. */
export function escaped(text: string): string {
  return escapedBackslashes(text.replace(/&(?=#?\w{1,31};)/g, "&amp;"))
    .replace(/[{[|]|\?(?=\?)|(?<![\p{L}\p{N}])!(?=\S|$)/gu, "\\$&")
    .replace(/^[*_+^~-]|[*_+^~-]$|(?<![\p{L}\p{N}])[*_+^~-](?=\S)|(?<=\S)[*_+^~-](?![\p{L}\p{N}])/gu, "\\$&")
    .replace(/:(?=\/\/)/g, "&#58;")
    .replace(ICONS, escapedIcon)
    .replaceAll("\u00a0", "&nbsp;");
}

function escapedIn({ link }: Inside, text: string): string {
  return link ? escapedLabel(text) : escaped(text);
}

/** Escapes the text of a link. */
function escapedLabel(text: string): string {
  return escaped(text).replaceAll("]", "\\]");
}

const ICONS = new RegExp(ICON.source, "g");

/** Text that Jira would show as an icon: `f(x)`, `:)`. A colon has no escape. */
function escapedIcon(icon: string): string {
  if (icon.startsWith("(")) return `\\${icon}`;
  return /[()]$/.test(icon) ? `${icon.slice(0, -1)}\\${icon.slice(-1)}` : `&#58;${icon.slice(1)}`;
}

/** Escapes text in `{{…}}`, which must not contain braces. */
function escapedCode(text: string): string {
  return escapedBackslashes(text.replace(/&(?=#?\w{1,31};)/g, "&amp;"))
    .replace(/[{}*_+^~[\]|!-]/g, "\\$&")
    .replace(ICONS, escapedIcon)
    .replaceAll("\u00a0", "&nbsp;");
}

/**
 * The supported Markdown: CommonMark with tables, strikethrough, tasks and bare URLs as on GitHub, and directives. HTML
 * is text, except `<br>`, which breaks a line where there is no other way.
 *
 * @module
 */
import type { RootContent } from "mdast";
import { type Extension, fromMarkdown } from "mdast-util-from-markdown";
import { directiveFromMarkdown, directiveToMarkdown } from "mdast-util-directive";
import {
  gfmAutolinkLiteralFromMarkdown,
  gfmAutolinkLiteralToMarkdown,
} from "mdast-util-gfm-autolink-literal";
import { gfmStrikethroughFromMarkdown, gfmStrikethroughToMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown, gfmTableToMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown, gfmTaskListItemToMarkdown } from "mdast-util-gfm-task-list-item";
import { defaultHandlers, type Handle, type Options, toMarkdown, type Unsafe } from "mdast-util-to-markdown";
import { directive } from "micromark-extension-directive";
import { gfmAutolinkLiteral } from "micromark-extension-gfm-autolink-literal";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { combineExtensions } from "micromark-util-combine-extensions";
import { withoutEnd } from "../../core/text.ts";
import { type Block, isBlock } from "./nodes.ts";
import { isHarmless } from "./print_words.ts";
import { BARE, type Parsed, resolveDirectives, type Vocabulary } from "./vocabulary.ts";

/** Only a typed URL is a link; escaped text is not searched again. */
function addresses(): Extension {
  const { enter, exit } = gfmAutolinkLiteralFromMarkdown();
  return { ...(enter ? { enter } : {}), ...(exit ? { exit } : {}) };
}

const READING = {
  // Combined once, because the parser would do it for each chunk.
  extensions: [
    combineExtensions([
      directive(),
      gfmTable(),
      gfmStrikethrough(),
      gfmTaskListItem(),
      gfmAutolinkLiteral(),
      { disable: { null: ["htmlFlow"] } },
    ]),
  ],
  mdastExtensions: [
    directiveFromMarkdown(),
    gfmTableFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
    addresses(),
  ],
};

/** URLs are escaped in link texts, too, because a link text may contain directives with links. */
function escapedAddresses(): Options {
  const { unsafe } = gfmAutolinkLiteralToMarkdown();
  const notInConstruct: Unsafe["notInConstruct"] = [
    ...["autolink", "image", "destinationRaw", "destinationLiteral", "titleQuote"] as const,
  ];
  return { unsafe: (unsafe ?? []).map((pattern) => ({ ...pattern, notInConstruct })) };
}

/** A colon is escaped where a directive would begin: before a name with a label or attributes, or a bare name. */
const COLON: Unsafe = {
  character: ":",
  before: "[^:]",
  after: `(?:(?:[^\\s\\p{P}\\p{S}]|[-_])+[[{]|(?:${BARE.join("|")})(?![^\\s\\p{P}\\p{S}]|[-_]))`,
  inConstruct: "phrasing",
  unicode: true,
};

/** No-break spaces are written visibly. */
const visibleText: Handle = (node, parent, state, info) =>
  isHarmless(node.value)
    ? node.value
    : defaultHandlers.text(node, parent, state, info).replaceAll("\u00a0", "&nbsp;");

/** Keeps the order of attributes: the library would put `id` and `class` first. */
const ordered = (handle: Handle): Handle => (node, parent, state, info) => {
  const attributes = Object.entries(node.attributes ?? {}).map(([name, value]) => [MARK + name, value]);
  return handle({ ...node, attributes: Object.fromEntries(attributes) }, parent, state, info)
    .replaceAll(MARK, "");
};
/** Occurs in no text, because control characters are removed from the input. */
const MARK = "\u0001";

function directives(): Options {
  const { handlers, unsafe } = directiveToMarkdown({ preferShortcut: false, quoteSmart: true });
  const named = Object.entries(handlers ?? {}).flatMap(([name, handle]) =>
    handle === undefined ? [] : [[name, Object.assign(ordered(handle), handle)] as const]
  );
  return {
    handlers: Object.fromEntries(named),
    unsafe: [...(unsafe ?? []).filter(({ before }) => before !== "[^:]"), COLON],
  };
}

const WRITING: Options = {
  fences: true,
  rule: "-",
  listItemIndent: "one",
  handlers: { text: visibleText },
  extensions: [
    gfmTableToMarkdown({ tablePipeAlign: false }),
    gfmStrikethroughToMarkdown(),
    gfmTaskListItemToMarkdown(),
    escapedAddresses(),
    directives(),
  ],
};

/**
 * Parses a chunk of Markdown.
 *
 * @param options the numbers of footnotes, and the callback for HTML
 * @throws {UsageError} if it is nested too deep.
 */
export function parsePiece(
  markdown: string,
  known: Vocabulary,
  options: Pick<Parsed, "footnotes" | "onHtml"> = {},
): Block[] {
  const tree = fromMarkdown(markdown, READING);
  const blocks: RootContent[] = resolveDirectives(tree, { ...options, source: markdown, known });
  return blocks.filter(isBlock);
}

/**
 * Blocks as Markdown, without a line break at the end.
 *
 * @param options `otherMarkers`: separates a list from the preceding one by using `*` and `1)` instead of `-` and `1.`.
 */
export function print(blocks: readonly Block[], options: { readonly otherMarkers?: boolean } = {}): string {
  const markers: Options = options.otherMarkers ?? false
    ? { bullet: "*", bulletOther: "-", bulletOrdered: ")" }
    : { bullet: "-", bulletOther: "*", bulletOrdered: "." };
  return withoutEnd(toMarkdown({ type: "root", children: [...blocks] }, { ...WRITING, ...markers }), ["\n"]);
}

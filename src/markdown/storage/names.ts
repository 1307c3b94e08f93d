/**
 * Names of elements in storage format, and of their directives.
 *
 * @see https://confluence.atlassian.com/doc/confluence-storage-format-790796544.html
 * @module
 */
import type { Vocabulary } from "../dialect/vocabulary.ts";
import { atom } from "../dialect/nodes.ts";
import type { Mark } from "../dialect/runs.ts";
import { NAMELESS } from "./macro_attributes.ts";

/** Raw storage format: a fenced block of this language, or a directive of this name. */
export const RAW = "confluence-storage";
/** A macro's plain text, in a fenced block of this language. */
export const PLAIN_TEXT = "plain-text-body";
/** A macro without a directive of its own: `:::macro[name]{…}`. */
export const MACRO = "macro";

/** Attributes that the server sets and that have no meaning for a reader; Markdown leaves them out. */
export const IGNORED: ReadonlySet<string> = new Set(["local-id", "ac:local-id", "ri:version-at-save"]);

/** Elements with a Markdown mark. */
export const MARKS: Readonly<Record<string, Mark["kind"]>> = {
  strong: "strong",
  b: "strong",
  em: "emphasis",
  i: "emphasis",
  del: "delete",
  s: "delete",
  strike: "delete",
};

/** Elements in a line that are directives around text, by the directive. */
export const MARK_ELEMENTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      "a",
      "abbr",
      "big",
      "cite",
      "font",
      "ins",
      "kbd",
      "mark",
      "q",
      "samp",
      "small",
      "span",
      "sub",
      "sup",
      "tt",
    ]
      .concat("u", "var")
      .map((name) => [name, name]),
  ),
  comment: "ac:inline-comment-marker",
};

/** Elements that only contain blocks, by directive. */
export const BOX_ELEMENTS: Readonly<Record<string, string>> = {
  layout: "ac:layout",
  section: "ac:layout-section",
  cell: "ac:layout-cell",
  div: "div",
};

/** Elements whose attributes are written as a container around their Markdown form. */
const DECORATED: readonly string[] = [
  "p",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "ul",
  "ol",
  "blockquote",
  "table",
];

/** Parts of tables that Markdown's own table form does not support. */
export const TABLE_PARTS: readonly string[] = ["thead", "tbody", "tfoot", "tr", "th", "td"];

/** Macros with their own directive whose ids are left out, because Confluence assigns new ones. */
export const PLAIN_MACROS: ReadonlySet<string> = new Set([
  "info",
  "note",
  "tip",
  "warning",
  "panel",
  "expand",
  "status",
]);

/** All macros with their own directive. */
export const NAMED_MACROS: ReadonlySet<string> = new Set([...PLAIN_MACROS, "toc"]);

/** The directives of the storage format. */
export const KNOWN: Vocabulary = {
  inline: new Set([
    ...Object.keys(MARK_ELEMENTS),
    ...NAMED_MACROS,
    "date",
    "emoji",
    "image",
    "mention",
    "task",
    MACRO,
    RAW,
  ]),
  leaf: new Set([...NAMED_MACROS, "image", "p", MACRO]),
  container: new Set([
    ...Object.keys(BOX_ELEMENTS),
    ...DECORATED,
    ...TABLE_PARTS,
    ...NAMED_MACROS,
    MACRO,
  ]),
  anchor: (name) => [atom({ name: MACRO, attributes: { [NAMELESS]: name }, label: "anchor" })],
};

/** Inverts a record. */
export function inverted(record: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [value, key]));
}

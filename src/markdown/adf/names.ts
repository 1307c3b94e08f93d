/**
 * Names of nodes in Atlassian Document Format, of their directives, and the rules of nesting.
 *
 * The rules are those of Atlassian's schema (npm `@atlaskit/adf-schema`, 57.7).
 *
 * @module
 */
import type { Vocabulary } from "../dialect/vocabulary.ts";

/** Nodes as they are, as JSON: a fenced block of this language, or a directive of this name. */
export const RAW = "adf";

/** The kinds of panels that have a directive of their own name; `custom` is `panel`. */
export const PANELS: readonly string[] = ["info", "note", "tip", "warning", "error", "success"];

/** Attributes that are not texts; they are written as JSON. */
export const NOT_TEXT: ReadonlySet<string> = new Set([
  ...[
    "colspan",
    "rowspan",
    "colwidth",
    "width",
    "height",
    "originalWidth",
    "originalHeight",
    "display-width",
  ],
  ...["isNumberColumnEnabled", "parameters"],
]);

/** The attributes of nodes without content, by directive. */
export interface Shape {
  readonly type: string;
  /** The attributes, under the same names. */
  readonly attributes: readonly string[];
  /** The attribute that is the directive's label. */
  readonly label?: string;
  /** Required attributes. */
  readonly required?: readonly string[];
}

const MEDIA = ["type", "id", "collection", "url", "alt", "width", "height", "occurrenceKey"];
const EXTENSION = ["extensionType", "extensionKey", "parameters", "text", "layout"];
const NAMED = ["extensionType", "extensionKey"];

/** Inline nodes. */
export const ATOMS: Readonly<Record<string, Shape>> = {
  card: { type: "inlineCard", attributes: ["url"], required: ["url"] },
  emoji: { type: "emoji", attributes: ["shortName", "id"], label: "text", required: ["shortName"] },
  extension: { type: "inlineExtension", attributes: EXTENSION.slice(0, 4), required: NAMED },
  media: { type: "mediaInline", attributes: MEDIA, required: ["id", "collection"] },
  mention: {
    type: "mention",
    attributes: ["id", "accessLevel", "userType"],
    label: "text",
    required: ["id"],
  },
  placeholder: { type: "placeholder", attributes: [], label: "text", required: ["text"] },
  status: { type: "status", attributes: ["color", "style"], label: "text", required: ["text"] },
};

/** Block nodes without content. */
export const LEAVES: Readonly<Record<string, Shape>> = {
  card: { type: "blockCard", attributes: ["url"], required: ["url"] },
  embed: {
    type: "embedCard",
    attributes: ["url", "layout", "width", "originalHeight", "originalWidth"],
    required: ["url", "layout"],
  },
  extension: { type: "extension", attributes: EXTENSION, required: NAMED },
};

/** Attributes of `media`, which is an image or a file. */
export const MEDIA_ATTRIBUTES: readonly string[] = MEDIA;

/** A table. */
export const TABLE: Shape = {
  type: "table",
  attributes: ["isNumberColumnEnabled", "layout", "width", "displayMode"],
};

const PANEL: Shape = {
  type: "panel",
  attributes: ["panelIcon", "panelIconId", "panelIconText", "panelColor"],
};

/** Nodes that contain blocks, by directive. */
export const BOXES: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(PANELS.map((name) => [name, PANEL])),
  panel: PANEL,
  expand: { type: "expand", attributes: ["title"] },
  extension: { type: "bodiedExtension", attributes: EXTENSION, required: NAMED },
  layout: { type: "layoutSection", attributes: [] },
  column: { type: "layoutColumn", attributes: ["width"], required: ["width"] },
  table: TABLE,
  tr: { type: "tableRow", attributes: [] },
  th: cell("tableHeader"),
  td: cell("tableCell"),
};

function cell(type: string): Shape {
  return { type, attributes: ["colspan", "rowspan", "colwidth", "background", "valign"] };
}

/** Directives around text: the mark, and its attribute if it has one. */
export const MARKS: Readonly<Record<string, { readonly type: string; readonly attribute?: string }>> = {
  background: { type: "backgroundColor", attribute: "color" },
  color: { type: "textColor", attribute: "color" },
  comment: { type: "annotation", attribute: "id" },
  sub: { type: "subsup" },
  sup: { type: "subsup" },
  u: { type: "underline" },
};

/** The directives around text. */
export const MARK_DIRECTIVES: ReadonlySet<string> = new Set(Object.keys(MARKS));

/** The directives of Atlassian Document Format. */
export const KNOWN: Vocabulary = {
  inline: new Set([...MARK_DIRECTIVES, ...Object.keys(ATOMS), "date", RAW]),
  leaf: new Set([...Object.keys(LEAVES), "media", "p"]),
  container: new Set([...Object.keys(BOXES), "align", "indent", "decisions", "media-group"]),
};

const LISTS = ["bulletList", "orderedList"];
const TEXT = ["paragraph", "codeBlock", "mediaSingle", "extension", ...LISTS];
const RICH = [...TEXT, "heading", "rule", "taskList", "decisionList", "mediaGroup"];
const CARDS = ["blockCard", "embedCard"];
const CELL = [...RICH, ...CARDS, "panel", "blockquote", "nestedExpand"];
const BODY = [...RICH, ...CARDS, "panel", "blockquote", "table"];
const COLUMN = [...BODY, "expand", "bodiedExtension"];

/** The blocks that a node may contain, by node type. */
export const CONTENT: Readonly<Record<string, ReadonlySet<string>>> = {
  doc: new Set([...COLUMN, "layoutSection"]),
  layoutSection: new Set(["layoutColumn"]),
  layoutColumn: new Set(COLUMN),
  listItem: new Set([...TEXT, "taskList"]),
  blockquote: new Set([...TEXT, "mediaGroup"]),
  panel: new Set([...RICH, "blockCard"]),
  expand: new Set([...BODY, "nestedExpand"]),
  nestedExpand: new Set([...RICH, "panel", "blockquote"]),
  bodiedExtension: new Set(BODY),
  table: new Set(["tableRow"]),
  tableRow: new Set(["tableCell", "tableHeader"]),
  tableCell: new Set(CELL),
  tableHeader: new Set(CELL),
};

/** The parents in which a paragraph or heading may be aligned or indented. */
export const MARKED_IN: Readonly<Record<"alignment" | "indentation", readonly string[]>> = {
  alignment: ["doc", "layoutColumn", "tableCell", "tableHeader"],
  indentation: ["doc", "layoutColumn"],
};

/** Whether a node may be in another. */
export function fits(type: string, parent: string): boolean {
  return CONTENT[parent]?.has(type) ?? false;
}

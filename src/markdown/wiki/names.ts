/**
 * Names in Jira's wiki markup.
 *
 * @see https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all
 * @module
 */
import { atom } from "../dialect/nodes.ts";
import type { Vocabulary } from "../dialect/vocabulary.ts";

/** Wiki markup as it is: a fenced block of this language, or a directive of this name. */
export const RAW = "jira-wiki";

/** `{noformat}`, as the language of a fenced block; `{code}` is one without a language. */
export const NOFORMAT = "noformat";

/** Signs around text. Those without a Markdown form become directives. */
export const SIGNS: readonly (readonly [sign: string, mark: string])[] = [
  ["*", "strong"],
  ["_", "emphasis"],
  ["-", "delete"],
  ["+", "u"],
  ["^", "sup"],
  ["~", "sub"],
  ["??", "cite"],
];

/** Panels of other formats: a panel with this title. */
export const PANEL_TITLES: Readonly<Record<string, string>> = {
  info: "Info",
  note: "Note",
  tip: "Tip",
  warning: "Warning",
  error: "Error",
  success: "Success",
  expand: "",
};

/** The directives around text. */
const MARK_DIRECTIVES: ReadonlySet<string> = new Set(["u", "sup", "sub", "cite", "color"]);

/** The directives of wiki markup, and those of other formats for which it has a replacement. */
export const KNOWN: Vocabulary = {
  inline: new Set([...MARK_DIRECTIVES, "card", "date", "emoji", "image", "mention", "status", RAW]),
  leaf: new Set(["card"]),
  container: new Set(["panel", ...Object.keys(PANEL_TITLES)]),
  panelTitles: true,
  anchor: (name) => [atom({ name: RAW, attributes: { text: `{anchor:${name.replace(/[{}|\n]/g, "")}}` } })],
};

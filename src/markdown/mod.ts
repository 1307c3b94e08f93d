/**
 * Converts between Markdown and Atlassian's formats: Confluence's storage format, Atlassian Document Format (Jira
 * Cloud), and wiki markup (Jira Data Center).
 *
 * A conversion from Atlassian to Markdown and back loses nothing. Content is Markdown if possible, else a directive
 * (`:::info{title="…"}`, `:status[Done]{colour="Green"}`), else it stays unchanged in a fenced block. docs/markdown.md
 * shows each element.
 *
 * Pure: no files and no network.
 *
 * @example
 * ```ts
 * import { markdownToStorage, storageToMarkdown } from "@atlcli/atlcli/markdown";
 *
 * const markdown = storageToMarkdown("<h1>Plan</h1><p>Ship it <strong>today</strong></p>");
 * console.assert(markdown === "# Plan\n\nShip it **today**\n");
 * console.assert(markdownToStorage("_soon_") === "<p><em>soon</em></p>");
 * ```
 *
 * @module
 */
export type { AdfAttributes, AdfDocument, AdfMark, AdfNode, Json } from "./adf/document.ts";
export { adfToMarkdown, markdownToAdf } from "./adf/mod.ts";
export type { MarkdownOptions } from "./dialect/options.ts";
export type { StorageToMarkdownOptions } from "./storage/context.ts";
export { markdownToStorage, storageToMarkdown } from "./storage/mod.ts";
export type {
  AnchorReference,
  AttachmentReference,
  BlogReference,
  LinkReference,
  PageReference,
  SpaceReference,
  UserReference,
} from "./storage/reference.ts";
export type { MarkdownToStorageOptions } from "./storage/write_links.ts";
export { markdownToWiki, wikiToMarkdown } from "./wiki/mod.ts";

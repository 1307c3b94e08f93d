/**
 * Atlassian's formats and Markdown: Confluence's storage format, Atlassian Document Format (Jira Cloud), and wiki
 * markup (Jira Data Center), each in both directions.
 *
 * Text goes from Atlassian to Markdown and back without loss: what Markdown has a form for is Markdown, what a directive
 * can say is a directive (`:::info{title="…"}`, `:status[Done]{colour="Green"}`), and anything else stays as it is, in
 * a fenced block that comes back unharmed. docs/markdown.md shows how each thing looks.
 *
 * Pure: no files, no network; text in, text out.
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

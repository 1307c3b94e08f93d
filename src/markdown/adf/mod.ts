/**
 * Converts between Atlassian Document Format and Markdown.
 *
 * @module
 */
import { clean } from "../dialect/clean.ts";
import type { MarkdownOptions } from "../dialect/options.ts";
import { readBlocks } from "../dialect/read.ts";
import { unpacked, writePieces } from "../dialect/write.ts";
import { type AdfDocument, blocksOfDocument } from "./document.ts";
import { KNOWN } from "./names.ts";
import { piecesOf } from "./read_blocks.ts";
import { writeDocument } from "./write_blocks.ts";

/**
 * A text of Jira Cloud as Markdown. Whatever Markdown has no form for stays in it as JSON, in a fenced block.
 *
 * @example
 * ```ts
 * import { adfToMarkdown } from "@atlcli/atlcli/markdown";
 *
 * const document = {
 *   version: 1,
 *   type: "doc",
 *   content: [{ type: "paragraph", content: [{ type: "text", text: "Done", marks: [{ type: "strong" }] }] }],
 * };
 * console.assert(adfToMarkdown(document).trim() === "**Done**");
 * ```
 *
 * @param document The document from the server; `null` for an empty field.
 * @throws {AtlcliError} `bad-response` if it is not a document, or nested too deep.
 */
export function adfToMarkdown(document: unknown): string {
  const markdown = writePieces(piecesOf(blocksOfDocument(document), "doc"), {
    known: KNOWN,
    again: (blocks) => unpacked(piecesOf(writeDocument(blocks), "doc")),
  });
  return markdown === "" ? "" : `${markdown}\n`;
}

/**
 * Converts Markdown to rich text for Jira Cloud.
 *
 * A block that is invalid in its parent becomes the closest valid one: a heading in a quote becomes a bold line.
 *
 * @example
 * ```ts
 * import { markdownToAdf } from "@atlcli/atlcli/markdown";
 *
 * const { content } = markdownToAdf("# Title");
 * console.assert(content[0]?.type === "heading");
 * ```
 *
 * @throws {UsageError} if it is nested too deep, or a paragraph is too long.
 */
export function markdownToAdf(markdown: string, options: MarkdownOptions = {}): AdfDocument {
  return {
    version: 1,
    type: "doc",
    content: writeDocument(readBlocks(clean(markdown), KNOWN, options.onHtml)),
  };
}

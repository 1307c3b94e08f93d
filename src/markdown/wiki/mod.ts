/**
 * Converts between Jira Data Center's wiki markup and Markdown.
 *
 * @module
 */
import { clean } from "../dialect/clean.ts";
import type { MarkdownOptions } from "../dialect/options.ts";
import { readBlocks } from "../dialect/read.ts";
import { unpacked, writePieces } from "../dialect/write.ts";
import { KNOWN } from "./names.ts";
import { piecesOf } from "./read_blocks.ts";
import { FOR_JIRA, writeBlocks } from "./write_blocks.ts";

/**
 * Converts rich text of Jira Data Center to Markdown. Content without a Markdown form stays as wiki markup in a fenced
 * block.
 *
 * @example
 * ```ts
 * import { wikiToMarkdown } from "@atlcli/atlcli/markdown";
 *
 * console.assert(wikiToMarkdown("h1. Title").trim() === "# Title");
 * ```
 */
export function wikiToMarkdown(wiki: string): string {
  const markdown = writePieces(piecesOf(clean(wiki)), {
    known: KNOWN,
    again: (blocks) => unpacked(piecesOf(writeBlocks(blocks))),
  });
  return markdown === "" ? "" : `${markdown}\n`;
}

/**
 * Converts Markdown to rich text for Jira Data Center.
 *
 * @example
 * ```ts
 * import { markdownToWiki } from "@atlcli/atlcli/markdown";
 *
 * console.assert(markdownToWiki("# Title").trim() === "h1. Title");
 * ```
 *
 * @throws {UsageError} if it is nested too deep, or a paragraph is too long.
 */
export function markdownToWiki(markdown: string, options: MarkdownOptions = {}): string {
  return writeBlocks(readBlocks(clean(markdown), KNOWN, options.onHtml), FOR_JIRA);
}

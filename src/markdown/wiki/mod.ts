/**
 * Jira Data Center's wiki markup and Markdown.
 *
 * @module
 */
import { clean } from "../dialect/clean.ts";
import { readBlocks } from "../dialect/read.ts";
import { unpacked, writePieces } from "../dialect/write.ts";
import { KNOWN } from "./names.ts";
import { piecesOf } from "./read_blocks.ts";
import { writeBlocks } from "./write_blocks.ts";

/**
 * A text of Jira Data Center as Markdown. Whatever Markdown has no form for stays in it as wiki markup, in a fenced
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
 * Markdown as a text for Jira Data Center.
 *
 * @example
 * ```ts
 * import { markdownToWiki } from "@atlcli/atlcli/markdown";
 *
 * console.assert(markdownToWiki("# Title").trim() === "h1. Title");
 * ```
 *
 * @throws {UsageError} when it is nested too deep, or has a paragraph that is too long.
 */
export function markdownToWiki(markdown: string): string {
  return writeBlocks(readBlocks(clean(markdown), KNOWN));
}

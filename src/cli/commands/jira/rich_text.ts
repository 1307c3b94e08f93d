/**
 * Long texts between people, who write Markdown, and Jira.
 *
 * @module
 */
import type { Client } from "../../../../mod.ts";
import type { RichText } from "../../../jira/mod.ts";

/** Markdown as a site takes it: a document on Cloud, wiki markup on Data Center. */
export async function fromMarkdown(client: Client, markdown: string): Promise<RichText> {
  const { markdownToAdf, markdownToWiki } = await import("../../../markdown/mod.ts");
  return client.deployment === "cloud" ? markdownToAdf(`${markdown}\n`) : markdownToWiki(`${markdown}\n`);
}

/** A long text as Markdown, without a line break at its end. */
export async function toMarkdown(text: RichText): Promise<string> {
  const { adfToMarkdown, wikiToMarkdown } = await import("../../../markdown/mod.ts");
  return (typeof text === "string" ? wikiToMarkdown(text) : adfToMarkdown(text)).trimEnd();
}

/**
 * Long texts between people, who write Markdown, and Jira.
 *
 * @module
 */
import type { Client, RichText } from "../../mod.ts";

/** Markdown as a site takes it: a document on Cloud, wiki markup on Data Center. */
export async function fromMarkdown(client: Client, markdown: string): Promise<RichText> {
  if (client.deployment === "data-center") return markdown;
  const { markdownToAdf } = await import("../markdown/mod.ts");
  return markdownToAdf(`${markdown}\n`);
}

/** A long text as Markdown, without a line break at its end. */
export async function toMarkdown(text: RichText): Promise<string> {
  if (typeof text === "string") return text.trimEnd();
  const { adfToMarkdown } = await import("../markdown/mod.ts");
  return adfToMarkdown(text).trimEnd();
}

/**
 * Long texts between people, who write Markdown, and Jira.
 *
 * @module
 */
import type { Client } from "../../../../mod.ts";
import type { RichText } from "../../../jira/mod.ts";
import type { CommandTerminal } from "../../context.ts";

/** Markdown as a site takes it: a document on Cloud, wiki markup on Data Center. */
export async function fromMarkdown(
  markdown: string,
  { client, terminal }: { readonly client: Client; readonly terminal: CommandTerminal },
): Promise<RichText> {
  const { markdownToAdf, markdownToWiki } = await import("../../../markdown/mod.ts");
  const convert = client.deployment === "cloud" ? markdownToAdf : markdownToWiki;
  return terminal.endless<RichText>(() => convert(`${markdown}\n`));
}

/** A long text as Markdown, without a line break at its end. */
export async function toMarkdown(text: RichText, terminal: CommandTerminal): Promise<string> {
  const { adfToMarkdown, wikiToMarkdown } = await import("../../../markdown/mod.ts");
  const convert = (): string => typeof text === "string" ? wikiToMarkdown(text) : adfToMarkdown(text);
  return terminal.endless(convert).trimEnd();
}

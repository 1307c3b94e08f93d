/**
 * Converts long texts between Markdown and Jira's formats.
 *
 * @module
 */
import type { Client } from "../../../../mod.ts";
import type { RichText } from "../../../jira/mod.ts";
import type { CommandTerminal } from "../../context.ts";

/** Converts Markdown to the format of a site: an ADF document on Cloud, wiki markup on Data Center. */
export async function fromMarkdown(
  markdown: string,
  { client, terminal }: { readonly client: Client; readonly terminal: CommandTerminal },
): Promise<RichText> {
  const { markdownToAdf, markdownToWiki } = await import("../../../markdown/mod.ts");
  const convert = client.deployment === "cloud" ? markdownToAdf : markdownToWiki;
  return terminal.endless<RichText>(() => convert(`${markdown}\n`));
}

/** Converts a long text to Markdown, without a final line break. */
export async function toMarkdown(text: RichText, terminal: CommandTerminal): Promise<string> {
  const { adfToMarkdown, wikiToMarkdown } = await import("../../../markdown/mod.ts");
  const convert = (): string => typeof text === "string" ? wikiToMarkdown(text) : adfToMarkdown(text);
  return terminal.endless(convert).trimEnd();
}

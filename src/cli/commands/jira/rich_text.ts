/**
 * Converts long texts between Markdown and Jira's formats.
 *
 * @module
 */
import type { Client } from "../../../../mod.ts";
import type { RichText } from "../../../jira/mod.ts";
import type { CommandTerminal, Context } from "../../context.ts";
import { htmlWarning } from "../../options/html_warning.ts";

/** Converts Markdown to the format of a site: an ADF document on Cloud, wiki markup on Data Center. */
export async function fromMarkdown(
  markdown: string,
  { client, terminal, output }: Pick<Context, "terminal" | "output"> & { readonly client: Client },
): Promise<RichText> {
  const { markdownToAdf, markdownToWiki } = await import("../../../markdown/mod.ts");
  const convert = client.deployment === "cloud" ? markdownToAdf : markdownToWiki;
  const html = htmlWarning();
  const text = terminal.endless<RichText>(() => convert(`${markdown}\n`, { onHtml: html.add }));
  output.warn(...html.warnings());
  return text;
}

/** Converts a long text to Markdown, without a final line break. */
export async function toMarkdown(text: RichText, terminal: CommandTerminal): Promise<string> {
  const { adfToMarkdown, wikiToMarkdown } = await import("../../../markdown/mod.ts");
  const convert = (): string => typeof text === "string" ? wikiToMarkdown(text) : adfToMarkdown(text);
  return terminal.endless(convert).trimEnd();
}

/**
 * Long texts between people, who write Markdown, and Jira.
 *
 * @module
 */
import type { Client, RichText } from "../../mod.ts";

/** Markdown as a site takes it: a document on Cloud, wiki markup on Data Center. */
export function fromMarkdown(client: Client, markdown: string): Promise<RichText> {
  if (client.deployment === "data-center") return Promise.resolve(markdown);
  const paragraphs = markdown.split(/\n{2,}/).map((text) => text.trim()).filter((text) => text !== "");
  const content = paragraphs.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] }));
  return Promise.resolve({ type: "doc", version: 1, content });
}

/** A long text as Markdown. */
export function toMarkdown(text: RichText): Promise<string> {
  return Promise.resolve(typeof text === "string" ? text : textsIn(text.content).join("\n\n"));
}

function textsIn(nodes: readonly unknown[]): readonly string[] {
  return nodes.flatMap((node): readonly string[] => {
    if (typeof node !== "object" || node === null) return [];
    if ("text" in node && typeof node.text === "string") return [node.text];
    return "content" in node && Array.isArray(node.content) ? textsIn(node.content) : [];
  });
}

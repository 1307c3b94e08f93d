/**
 * A minimal validator and text extractor for Atlassian Document Format.
 *
 * @see https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 * @module
 */
import { isRecord } from "../core/records.ts";

/** A node of a document. */
interface AdfNode {
  readonly type: string;
  readonly text?: string;
  readonly content?: readonly AdfNode[];
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly AdfMark[];
}

/** A mark: formatting or a link. */
interface AdfMark {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

/** A document. */
export interface AdfDocument extends AdfNode {
  readonly type: "doc";
  readonly version: 1;
  readonly content: readonly AdfNode[];
}

/** Maximum nesting depth; editors nest less. */
const MAX_DEPTH = 100;

/** Whether Jira accepts a value as a document: every node has a type, and no text is empty. */
export function isAdfDocument(value: unknown): value is AdfDocument {
  return isRecord(value) && value["version"] === 1 && value["type"] === "doc" &&
    Array.isArray(value["content"]) && isAdfNode(value, 0);
}

function isAdfNode(value: unknown, depth: number): boolean {
  if (!isRecord(value) || typeof value["type"] !== "string" || depth > MAX_DEPTH) return false;
  const { type, text, content = [] } = value;
  if (type === "text" ? typeof text !== "string" || text === "" : text !== undefined) return false;
  return Array.isArray(content) && content.every((child: unknown) => isAdfNode(child, depth + 1));
}

/** Converts a text to a document: one paragraph per block of lines. */
export function adfOf(text: string): AdfDocument {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph !== "");
  const content = paragraphs.map((paragraph): AdfNode => ({
    type: "paragraph",
    content: paragraph.split("\n").flatMap((line, index): readonly AdfNode[] => [
      ...(index > 0 ? [{ type: "hardBreak" }] : []),
      ...(line === "" ? [] : [{ type: "text", text: line }]),
    ]),
  }));
  return { version: 1, type: "doc", content };
}

const BLOCKS: ReadonlySet<string> = new Set([
  "paragraph",
  "heading",
  "codeBlock",
  "listItem",
  "taskItem",
  "tableRow",
  "panel",
  "blockquote",
]);

/** The text of a document, one line per block. */
export function textOfAdf(document: AdfDocument): string {
  const lines: string[] = [""];
  const visit = (node: AdfNode): void => {
    if (BLOCKS.has(node.type) && lines.at(-1) !== "") lines.push("");
    lines[lines.length - 1] += node.type === "hardBreak" ? "\n" : wordsOf(node);
    node.content?.forEach(visit);
  };
  visit(document);
  return lines.join("\n").trimEnd();
}

/** The text of a single node: its text, or the name of a person, an emoji or a status. */
function wordsOf(node: AdfNode): string {
  const said = node.text ?? node.attrs?.["text"] ?? node.attrs?.["shortName"];
  return typeof said === "string" ? said : "";
}

/**
 * What a document of Atlassian Document Format means, to compare what a parser sees in two texts.
 *
 * @module
 */
import { isRecord } from "../../src/core/records.ts";

/** The nodes of a document, without ids and defaults, with the same white space, and with text in as few nodes as possible. */
export function meaningOfNodes(document: unknown): string {
  return JSON.stringify(normal(document));
}

function normal(node: unknown): unknown {
  if (!isRecord(node)) return node;
  const { type, text, content, marks, attrs } = node;
  const own = isRecord(attrs)
    ? Object.entries(attrs).filter(([name, value]) =>
      value !== null && value !== false && !["localId", "uniqueId", "id", "occurrenceKey"].includes(name)
    )
    : [];
  const names = Array.isArray(marks) ? marks.map((mark) => JSON.stringify(normal(mark))).sort() : [];
  return {
    type,
    ...(own.length === 0 ? {} : { attrs: own }),
    ...(names.length === 0 ? {} : { marks: names }),
    ...(typeof text === "string" && type === "text" ? { text } : {}),
    ...(Array.isArray(content) ? { content: merged(content.map(normal), type === "codeBlock") } : {}),
  };
}

/** Merges texts with the same marks, collapses white space, and drops it beside breaks and at the ends. */
function merged(nodes: readonly unknown[], verbatim: boolean): unknown[] {
  const result: Record<string, unknown>[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (!isRecord(node)) continue;
    if (last?.["type"] === "text" && node["type"] === "text" && same(last["marks"], node["marks"])) {
      last["text"] = `${last["text"]}${node["text"]}`;
    } else result.push({ ...node });
  }
  if (verbatim) return result;
  for (const [at, node] of result.entries()) {
    if (node["type"] !== "text") continue;
    let value = String(node["text"]).replace(/[ \t\n\u00a0]+/g, " ");
    if (isEdge(result[at - 1])) value = value.trimStart();
    if (isEdge(result[at + 1])) value = value.trimEnd();
    node["text"] = value;
  }
  return result.filter((node) => node["type"] !== "text" || node["text"] !== "");
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isEdge(node: Record<string, unknown> | undefined): boolean {
  return node === undefined || node["type"] === "hardBreak";
}

/** The words of a document, in their order. */
export function wordsOfNodes(document: unknown): string {
  const texts: string[] = [];
  const visit = (node: unknown): void => {
    if (!isRecord(node)) return;
    if (node["type"] === "hardBreak") texts.push(" ");
    if (typeof node["text"] === "string") texts.push(node["text"]);
    if (isRecord(node["attrs"]) && typeof node["attrs"]["alt"] === "string") texts.push(node["attrs"]["alt"]);
    for (const child of Array.isArray(node["content"]) ? node["content"] : []) visit(child);
    if (node["type"] !== "text") texts.push(" ");
  };
  visit(document);
  return texts.join("").match(/[\p{L}\p{N}]+/gu)?.join(" ").toLowerCase() ?? "";
}

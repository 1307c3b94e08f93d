/**
 * Long texts, as Jira keeps them.
 *
 * @module
 */
import { invalid } from "../core/arguments.ts";

/** A document in Atlassian Document Format. */
export interface AdfDocument {
  /** What kind of node it is. */
  readonly type: "doc";
  /** The version of the format; there is only this one. */
  readonly version: 1;
  /** Nodes. */
  readonly content: readonly unknown[];
}

/**
 * A long text: a document on Cloud, wiki markup on Data Center.
 *
 * Nothing here converts: what is read is as the server sent it, and what is sent has to be what the deployment takes.
 *
 * @see https://developer.atlassian.com/cloud/jira/platform/apis/document/structure
 */
export type RichText = AdfDocument | string;

/**
 * A field's value as a long text; `undefined` where it is none, as for a field that is empty.
 *
 * @example
 * ```ts
 * import { richTextOf } from "@atlcli/atlcli/jira";
 *
 * console.assert(richTextOf("h1. Title") === "h1. Title"); // wiki markup, of Data Center
 * console.assert(richTextOf(null) === undefined);
 * ```
 */
export function richTextOf(value: unknown): RichText | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return undefined;
  const node = new Map<string, unknown>(Object.entries(value));
  const content = node.get("content");
  return node.get("type") === "doc" && Array.isArray(content)
    ? { ...value, type: "doc", version: 1, content }
    : undefined;
}

/**
 * Checks that every argument is a long text.
 *
 * @throws {TypeError} if one is not.
 */
export function requireRichText(args: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(args)) {
    if (richTextOf(value) === undefined) throw invalid(name, value, "a text or a document");
  }
}

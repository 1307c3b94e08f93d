/**
 * Rich text in Jira.
 *
 * @module
 */
import { invalid } from "../core/arguments.ts";

/** A document in Atlassian Document Format. */
export interface AdfDocument {
  /** The type of the root node. */
  readonly type: "doc";
  /** The version of the format; 1 is the only one. */
  readonly version: 1;
  /** The child nodes. */
  readonly content: readonly unknown[];
}

/**
 * Rich text: a document on Cloud, wiki markup on Data Center.
 *
 * This module does not convert: values are as the server sent them, and must be sent in the format of the deployment.
 *
 * @see https://developer.atlassian.com/cloud/jira/platform/apis/document/structure
 */
export type RichText = AdfDocument | string;

/**
 * Reads a field's value as rich text; `undefined` if it is not, for example because the field is empty.
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

/**
 * Atlassian Document Format: the tree format of rich text in Jira Cloud.
 *
 * @see https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 * @module
 */
import { isRecord } from "../../core/records.ts";
import { AtlcliError } from "../../core/errors.ts";
import { MAX_TREE_DEPTH } from "../dialect/limits.ts";

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Attributes of a node or a mark. */
export type AdfAttributes = Readonly<Record<string, Json>>;

/** A mark on a text, such as `strong`. */
export interface AdfMark {
  /** The type of the mark: `strong`, `link`, … */
  readonly type: string;
  /** Attributes, such as the URL of a link. */
  readonly attrs?: AdfAttributes;
}

/** A block or inline node. */
export interface AdfNode {
  /** The type of the node: `paragraph`, `text`, … */
  readonly type: string;
  /** Attributes, such as the level of a heading. */
  readonly attrs?: AdfAttributes;
  /** The child nodes. */
  readonly content?: readonly AdfNode[];
  /** The marks of a text or inline node. */
  readonly marks?: readonly AdfMark[];
  /** The text of a text node; never empty. */
  readonly text?: string;
}

/** A document. */
export interface AdfDocument {
  /** The version of the format; 1 is the only one. */
  readonly version: 1;
  /** The type of the root node. */
  readonly type: "doc";
  /** The blocks of the document. */
  readonly content: readonly AdfNode[];
}

/**
 * The blocks of a document from a server; none if the field is empty (`null`).
 *
 * @throws {AtlcliError} `bad-response` if it is not a document, or nested too deep.
 */
export function blocksOfDocument(document: unknown): readonly AdfNode[] {
  if (document === null || document === undefined) return [];
  if (!isShallow(document)) {
    throw new AtlcliError("bad-response", `The document is nested deeper than ${MAX_TREE_DEPTH} levels`);
  }
  if (!isNode(document) || document.type !== "doc" || document.content === undefined) {
    throw new AtlcliError("bad-response", "The text is not a document in Atlassian Document Format", {
      hint: 'It should be an object with "type": "doc" and "content"',
    });
  }
  return document.content;
}

function isShallow(value: unknown): boolean {
  const left: (readonly [value: unknown, depth: number])[] = [[value, 0]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [inner, depth] = next;
    if (typeof inner !== "object" || inner === null) continue;
    // A node and its content are two levels.
    if (depth > 2 * MAX_TREE_DEPTH) return false;
    for (const member of Object.values(inner)) left.push([member, depth + 1]);
  }
  return true;
}

/** Whether a value and its descendants have the form of nodes. */
export function isNode(value: unknown): value is AdfNode {
  if (typeof value !== "object" || value === null || !("type" in value) || typeof value.type !== "string") {
    return false;
  }
  const members: Readonly<Record<string, unknown>> = { ...value };
  return optional(members["attrs"], isRecord) && optional(members["text"], isString) &&
    optional(members["content"], (content) => Array.isArray(content) && content.every(isNode)) &&
    optional(members["marks"], (marks) => Array.isArray(marks) && marks.every(isNode));
}

function optional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

function isString(value: unknown): boolean {
  return typeof value === "string";
}

/**
 * The syntax tree of a JQL query, before fields and values are resolved.
 *
 * @module
 */

/** A comparison operator. */
export type Operator =
  | "="
  | "!="
  | "~"
  | "!~"
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "not in"
  | "is"
  | "is not";

/** The right side of a comparison. */
export type Operand =
  | { readonly kind: "value"; readonly text: string }
  | { readonly kind: "empty" }
  | { readonly kind: "function"; readonly name: string; readonly args: readonly string[] };

/** One comparison: `status in (Done, Closed)`. Only `in` and `not in` have several operands. */
export interface Clause {
  readonly kind: "clause";
  /** The field's name as typed. */
  readonly field: string;
  readonly operator: Operator;
  readonly operands: readonly Operand[];
}

/** A condition. */
export type Expression =
  | Clause
  | { readonly kind: "and" | "or"; readonly parts: readonly Expression[] }
  | { readonly kind: "not"; readonly part: Expression };

/** One field of `ORDER BY`. */
export interface SortBy {
  /** The field's name as typed. */
  readonly field: string;
  readonly descending: boolean;
}

/** A whole query. */
export interface JqlQuery {
  /** `undefined` if there is no restriction. */
  readonly where: Expression | undefined;
  readonly orderBy: readonly SortBy[];
}

/** An invalid query, with Jira's own messages. */
export class JqlError extends Error {
  override readonly name = "JqlError";
  /** @param messages The problems, one sentence each. */
  constructor(readonly messages: readonly string[]) {
    super(messages.join(" "));
  }
}

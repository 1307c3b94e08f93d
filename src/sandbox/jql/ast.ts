/**
 * What a JQL query says, before anybody asks whether its fields and values exist.
 *
 * @module
 */

/** How a clause compares. */
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

/** What a clause compares with. */
export type Operand =
  | { readonly kind: "value"; readonly text: string }
  | { readonly kind: "empty" }
  | { readonly kind: "function"; readonly name: string; readonly args: readonly string[] };

/** One comparison: `status in (Done, Closed)`. Only `in` and `not in` have other than one operand. */
export interface Clause {
  readonly kind: "clause";
  /** The field's name as it was typed. */
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
  /** The field's name as it was typed. */
  readonly field: string;
  readonly descending: boolean;
}

/** A whole query. */
export interface JqlQuery {
  /** `undefined` where nothing restricts it. */
  readonly where: Expression | undefined;
  readonly orderBy: readonly SortBy[];
}

/** A query that Jira would refuse, in Jira's words. */
export class JqlError extends Error {
  override readonly name = "JqlError";
  /** @param messages What is wrong with it, a sentence each. */
  constructor(readonly messages: readonly string[]) {
    super(messages.join(" "));
  }
}

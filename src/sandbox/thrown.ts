/**
 * Turns what was thrown on the way to an answer into the product's own refusal.
 *
 * @module
 */
import type { Product } from "./accounts.ts";
import { confluenceError, jiraError } from "./answers.ts";
import { InputError } from "./input.ts";
import { JqlError } from "./jql/ast.ts";

/** The refusal of a request that the API does not take; anything else is thrown on. */
export function refusalOf(error: unknown, product: Product): Response {
  if (error instanceof JqlError) return jiraError(400, error.messages);
  if (!(error instanceof InputError)) throw error;
  return product === "jira"
    ? jiraError(error.status, [error.message])
    : confluenceError(error.status, error.message);
}

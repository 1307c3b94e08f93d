/**
 * Converts a thrown error to the product's error response.
 *
 * @module
 */
import type { Product } from "./accounts.ts";
import { confluenceError, confluenceV2Error, jiraError, jiraFieldErrors } from "./responses.ts";
import { InputError, XsrfError } from "./input.ts";
import { JqlError } from "./jql/ast.ts";

/**
 * The response to a request that the API rejects; any other error is rethrown.
 *
 * @param at The product, and the path below its base, because Confluence's v2 has its own format.
 */
export function refusalOf(
  error: unknown,
  at: { readonly product: Product; readonly path: string },
): Response {
  if (error instanceof JqlError) {
    return at.product === "jira"
      ? jiraError(400, error.messages)
      : confluenceError(400, `Could not parse cql : ${cqlWords(error)}`);
  }
  if (error instanceof XsrfError) return new Response(error.message, { status: error.status });
  if (!(error instanceof InputError)) throw error;
  if (at.product === "jira") {
    return error.message === "" ? jiraFieldErrors(error.fields) : jiraError(error.status, [error.message]);
  }
  return at.path.startsWith("/wiki/api/v2/")
    ? confluenceV2Error(error.status, error.message)
    : confluenceError(error.status, error.message);
}

/** The message for an invalid CQL query, which the JQL parser reads. */
function cqlWords(error: JqlError): string {
  return error.messages.join(" ").replaceAll("JQL", "CQL");
}

/**
 * Jira Cloud's `jql/parse`: validates queries without running them.
 *
 * @module
 */
import { json } from "../responses.ts";
import { type Call, userOf } from "../call.ts";
import { InputError } from "../input.ts";
import { readJson } from "../input_json.ts";
import { JqlError } from "../jql/ast.ts";
import { parseJql } from "../jql/parser.ts";
import { type Route, routeAt } from "../router.ts";

/** The route of `jql/parse`. */
export const JQL_PARSE_ROUTE: Route = routeAt("POST", "/rest/api/{version:[23]}/jql/parse", parse);

const VALIDATIONS = ["strict", "warn", "none"];

async function parse(call: Call): Promise<Response> {
  const validation = call.query.get("validation") ?? "strict";
  if (!VALIDATIONS.includes(validation)) throw new InputError(400, `Unknown validation: '${validation}'.`);
  const queries = (await readJson(call.request)).list("queries") ?? [];
  return json({
    queries: queries.map((query) => {
      const errors = errorsOf(call, { jql: String(query), lookUp: validation === "strict" });
      return errors.length > 0 ? { query, errors } : { query };
    }),
  });
}

function errorsOf(
  call: Call,
  query: { readonly jql: string; readonly lookUp: boolean },
): readonly string[] {
  try {
    parseJql(query.jql);
    if (query.lookUp) call.search.find({ jql: query.jql, user: userOf(call), now: call.now });
    return [];
  } catch (error) {
    if (error instanceof JqlError) return error.messages;
    throw error;
  }
}

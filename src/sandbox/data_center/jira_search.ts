/**
 * Jira Data Center's search: pages by `startAt`, with a total.
 *
 * @see https://developer.atlassian.com/server/jira/platform/rest/v10000/api-group-search/
 * @module
 */
import { type Call, loginHeaders, userOf } from "../call.ts";
import { json } from "../responses.ts";
import { InputError, integerOf, listOf, readBody } from "../input.ts";
import { type JiraIssue, jiraIssue } from "../jira/issue_json.ts";
import { selectFields } from "../jira/selection.ts";
import { JqlError } from "../jql/ast.ts";
import { parseJql } from "../jql/parser.ts";
import type { Issue } from "../model.ts";
import type { Route } from "../router.ts";
import { dataCenterView } from "./jira_view.ts";

/** The default of `jira.search.views.default.max`. */
const MAX_PAGE = 1000;
const DEFAULT_PAGE = 50;

/** A page: `SearchResultsBean` in Atlassian's document. */
interface SearchPage {
  readonly expand: string;
  readonly startAt: number;
  readonly maxResults: number;
  readonly total: number;
  readonly issues: readonly JiraIssue[];
  readonly warningMessages?: readonly string[];
}

interface SearchRequest {
  readonly jql: string;
  readonly startAt: number;
  readonly maxResults: number;
  readonly validateQuery: boolean;
  readonly fields: readonly string[] | undefined;
}

/** The search. */
export const DATA_CENTER_SEARCH_ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/rest\/api\/(2|latest)\/search$/, answer: searchByGet },
  { method: "POST", path: /^\/rest\/api\/(2|latest)\/search$/, answer: searchByPost },
];

function searchByGet(call: Call): Response {
  return search(call, {
    jql: call.query.get("jql") ?? "",
    startAt: integerOf(call.query, "startAt") ?? 0,
    maxResults: integerOf(call.query, "maxResults") ?? DEFAULT_PAGE,
    validateQuery: call.query.get("validateQuery") !== "false",
    fields: listOf(call.query, "fields"),
  });
}

async function searchByPost(call: Call): Promise<Response> {
  const body = await readBody(call.request, {
    jql: "string",
    startAt: "integer",
    maxResults: "integer",
    validateQuery: "boolean",
    fields: "strings",
    expand: "strings",
  });
  return search(call, {
    jql: body.string("jql") ?? "",
    startAt: body.integer("startAt") ?? 0,
    maxResults: body.integer("maxResults") ?? DEFAULT_PAGE,
    validateQuery: body.boolean("validateQuery") ?? true,
    fields: body.strings("fields"),
  });
}

function search(call: Call, request: SearchRequest): Response {
  const { startAt } = request;
  if (startAt < 0) throw new InputError(400, "The value of 'startAt' must not be negative.");
  const maxResults = request.maxResults < 0 ? MAX_PAGE : Math.min(request.maxResults, MAX_PAGE);
  const { issues, warnings } = find(call, request);
  const view = dataCenterView(call);
  const selection = selectFields(request.fields, ["*navigable"]);
  const page: SearchPage = {
    expand: "schema,names",
    startAt,
    maxResults,
    total: issues.length,
    issues: issues.slice(startAt, startAt + maxResults).map((issue) => {
      return jiraIssue(view, issue, { ...selection, idOnly: false });
    }),
    ...(warnings.length > 0 ? { warningMessages: warnings } : {}),
  };
  return json(page, { headers: loginHeaders(call) });
}

/** The results of a query. Without validation, unknown values are only warnings; invalid JQL is still rejected. */
function find(
  call: Call,
  request: SearchRequest,
): { readonly issues: readonly Issue[]; readonly warnings: readonly string[] } {
  parseJql(request.jql);
  try {
    return {
      issues: call.search.find({ jql: request.jql, user: userOf(call), now: call.now }),
      warnings: [],
    };
  } catch (error) {
    if (request.validateQuery || !(error instanceof JqlError)) throw error;
    return { issues: [], warnings: error.messages };
  }
}

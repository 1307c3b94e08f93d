/**
 * Jira Cloud's search: page tokens, no total, and only restricted queries.
 *
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/
 * @module
 */
import { type Call, loginHeaders, userOf } from "../call.ts";
import { jiraError, json } from "../responses.ts";
import { InputError, integerOf, listOf, readBody } from "../input.ts";
import { endOfMinute } from "../issue_search.ts";
import { type JiraIssue, jiraIssue } from "../jira/issue_json.ts";
import { selectFields } from "../jira/selection.ts";
import { parseJql } from "../jql/parser.ts";
import { JqlError } from "../jql/ast.ts";
import type { Route } from "../router.ts";
import { cloudView } from "./jira_view.ts";
import { decodePageToken, encodePageToken } from "./page_token.ts";

/** Maximum page size if only id and key are requested, according to Atlassian's document. */
const MAX_KEYS = 5000;
/** Maximum page size otherwise. Atlassian documents no number, only that a page may be smaller than requested. */
const MAX_ISSUES = 100;
const DEFAULT_PAGE = 50;
const GONE =
  "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline " +
  "is available at https://developer.atlassian.com/changelog/#CHANGE-2046";

/** A page: `SearchAndReconcileResults` in Atlassian's document. The last one has no token. */
interface SearchPage {
  readonly issues: readonly JiraIssue[];
  readonly isLast: boolean;
  readonly nextPageToken?: string;
}

interface SearchRequest {
  readonly jql: string;
  readonly maxResults: number;
  readonly nextPageToken: string | undefined;
  readonly fields: readonly string[] | undefined;
}

/** The search, the count, and the remaining routes of the old search. */
export const CLOUD_SEARCH_ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/rest\/api\/([23])\/search\/jql$/, answer: searchByGet },
  { method: "POST", path: /^\/rest\/api\/([23])\/search\/jql$/, answer: searchByPost },
  { method: "POST", path: /^\/rest\/api\/([23])\/search\/approximate-count$/, answer: count },
  { method: "GET", path: /^\/rest\/api\/([23])\/search$/, answer: () => jiraError(410, [GONE]) },
  { method: "POST", path: /^\/rest\/api\/([23])\/search$/, answer: () => jiraError(410, [GONE]) },
];

function searchByGet(call: Call): Response {
  return search(call, {
    jql: call.query.get("jql") ?? "",
    maxResults: integerOf(call.query, "maxResults") ?? DEFAULT_PAGE,
    nextPageToken: call.query.get("nextPageToken") ?? undefined,
    fields: listOf(call.query, "fields"),
  });
}

async function searchByPost(call: Call): Promise<Response> {
  const body = await readBody(call.request, {
    jql: "string",
    maxResults: "integer",
    nextPageToken: "string",
    fields: "strings",
    expand: "string",
    properties: "strings",
    fieldsByKeys: "boolean",
    reconcileIssues: "integers",
  });
  return search(call, {
    jql: body.string("jql") ?? "",
    maxResults: body.integer("maxResults") ?? DEFAULT_PAGE,
    nextPageToken: body.string("nextPageToken"),
    fields: body.strings("fields"),
  });
}

function search(call: Call, request: SearchRequest): Response {
  refuseUnbounded(request.jql);
  const selection = selectFields(request.fields, ["id"]);
  const size = pageSize(request.maxResults, selection.keyOnly ? MAX_KEYS : MAX_ISSUES);
  const { offset, now } = positionOf(request, call.now);
  const found = call.search.find({ jql: request.jql, user: userOf(call), now });
  const view = cloudView(call);
  const end = offset + size;
  const isLast = end >= found.length;
  const page: SearchPage = {
    issues: found.slice(offset, end).map((issue) => jiraIssue(view, issue, selection)),
    isLast,
    ...(isLast ? {} : { nextPageToken: encodePageToken({ offset: end, now }, request.jql) }),
  };
  return json(page, { headers: loginHeaders(call) });
}

async function count(call: Call): Promise<Response> {
  const jql = (await readBody(call.request, { jql: "string" })).string("jql") ?? "";
  refuseUnbounded(jql);
  const found = call.search.find({ jql, user: userOf(call), now: call.now });
  return json({ count: found.length }, { headers: loginHeaders(call) });
}

function refuseUnbounded(jql: string): void {
  if (parseJql(jql).where !== undefined) return;
  throw new JqlError([
    "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.",
  ]);
}

function pageSize(wanted: number, max: number): number {
  if (wanted < 1) throw new InputError(400, "The value of 'maxResults' must be greater than 0.");
  return Math.min(wanted, max);
}

function positionOf(
  request: SearchRequest,
  now: number,
): { readonly offset: number; readonly now: number } {
  if (request.nextPageToken === undefined) return { offset: 0, now: endOfMinute(now) };
  const position = decodePageToken(request.nextPageToken, request.jql);
  if (position === undefined) {
    throw new InputError(400, "The provided next page token is invalid or expired.");
  }
  return position;
}

/**
 * Searches issues, page by page.
 *
 * @module
 */
import { array, boolean, looseObject, nullish, number, record, string, unknown } from "zod/mini";
import type { ApiRequest, Client } from "../client/client.ts";
import { requestLine } from "../client/request.ts";
import { lazyShape } from "../client/json_shape.ts";
import { badResponse } from "../client/body.ts";
import { circleGuard } from "../client/page_loops.ts";
import { requireString, requireText } from "../core/arguments.ts";
import type { HttpError } from "../core/errors.ts";
import { withJqlFault } from "./jql_errors.ts";

const DEFAULT_PAGE_SIZE = 100;
/** The fields that {@linkcode searchIssues} reads by default. */
export const DEFAULT_SEARCH_FIELDS: readonly string[] = ["status", "assignee", "updated", "summary"];
const CLOUD_PATH = "/rest/api/3/search/jql";
const DATA_CENTER_PATH = "/rest/api/2/search";

/** An issue with the requested fields. Field values are as the server sent them. */
export interface Issue {
  /** The issue's numeric id. */
  readonly id: string;
  /** The issue's key: `PROJ-1`. */
  readonly key: string;
  /** The values of the requested fields, by field name. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** One page of results. */
export interface SearchPage {
  /** The issues, in the order of the JQL. */
  readonly issues: readonly Issue[];
  /** Whether there are matches after this page. */
  readonly more: boolean;
}

/** Options of {@linkcode searchIssues}. */
export interface SearchOptions {
  /** The query, in JQL. */
  readonly jql: string;
  /**
   * Names of fields: `summary`, `status`, `*navigable`.
   *
   * @default {["status", "assignee", "updated", "summary"]}
   */
  readonly fields?: readonly string[] | undefined;
  /**
   * Issues per page; the server may send fewer.
   *
   * @default {100}
   */
  readonly pageSize?: number | undefined;
  /** Maximum number of issues. By default, all matches. */
  readonly limit?: number | undefined;
  /** Aborts the search. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Searches issues, with page tokens on Cloud and with `startAt` on Data Center. It buffers one page at a time.
 *
 * It yields at least one page, even if nothing matches. Cloud rejects JQL without any restriction.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { searchIssues } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * const search = { jql: "project = PROJ ORDER BY created", fields: ["summary"], limit: 5 };
 * for await (const { issues } of searchIssues(client, search)) {
 *   for (const { key, fields } of issues) console.log(key, fields["summary"]);
 * }
 * ```
 *
 * @throws {HttpError} `bad-request` if the server rejects the JQL, with the position in the hint if the server names
 * one; `bad-response` for a pagination loop.
 * @throws {RangeError} if `limit` or `pageSize` is not a whole number above 0.
 */
export async function* searchIssues(
  client: Client,
  options: SearchOptions,
): AsyncGenerator<SearchPage, void, void> {
  const { limit = Infinity, pageSize = DEFAULT_PAGE_SIZE } = options;
  const { fields = DEFAULT_SEARCH_FIELDS } = options;
  requireString({ jql: options.jql });
  for (const field of fields) requireText({ field });
  if (!isCount(limit) || !isCount(pageSize)) {
    throw new RangeError("A search needs a limit and a page size that are whole numbers above 0");
  }
  const fetchPage = client.deployment === "cloud" ? fetchCloudPage : fetchDataCenterPage;
  const guard = circleGuard<Cursor>((what) => {
    throw circling(client, what);
  });
  let left = limit;
  let cursor: Cursor | undefined;
  for (;;) {
    const page: FoundPage = await fetchPage(client, {
      ...options,
      fields,
      cursor,
      max: Math.min(pageSize, left),
    })
      .catch((error) => {
        throw withJqlFault(error, options.jql);
      });
    const issues = page.issues.slice(0, left);
    left -= issues.length;
    yield { issues, more: page.next !== undefined || issues.length < page.issues.length };
    if (page.next === undefined || left <= 0) return;
    guard(page.next, issues.length);
    cursor = page.next;
  }
}

function isCount(value: number): boolean {
  return value > 0 && (Number.isInteger(value) || value === Infinity);
}

/** The start of a page: Cloud's token, or the number of issues before it. */
type Cursor = string | number;

interface FoundPage {
  readonly issues: readonly Issue[];
  /** The start of the next page; `undefined` at the end. */
  readonly next: Cursor | undefined;
}

interface PageRequest extends SearchOptions {
  readonly cursor: Cursor | undefined;
  readonly max: number;
}

const issues = () =>
  array(looseObject({ id: string(), key: string(), fields: nullish(record(string(), unknown())) }));
const CloudPage = lazyShape(() =>
  looseObject({ issues: issues(), isLast: nullish(boolean()), nextPageToken: nullish(string()) })
);
const DataCenterPage = lazyShape(() => looseObject({ issues: issues(), startAt: number(), total: number() }));

async function fetchCloudPage(client: Client, page: PageRequest): Promise<FoundPage> {
  const token = page.cursor === undefined ? {} : { nextPageToken: page.cursor };
  const response = await client.json({
    ...searchRequest(page, { path: CLOUD_PATH, position: token }),
    shape: CloudPage,
  });
  const next = response.isLast === true ? undefined : response.nextPageToken ?? undefined;
  return { issues: response.issues.map(issueOf), next };
}

async function fetchDataCenterPage(client: Client, page: PageRequest): Promise<FoundPage> {
  const startAt = Number(page.cursor ?? 0);
  const response = await client.json({
    ...searchRequest(page, { path: DATA_CENTER_PATH, position: { startAt } }),
    shape: DataCenterPage,
  });
  if (response.startAt !== startAt) throw circling(client);
  const next = startAt + response.issues.length;
  return {
    issues: response.issues.map(issueOf),
    next: response.issues.length > 0 && next < response.total ? next : undefined,
  };
}

/** A POST, because JQL can be longer than a URL. It changes nothing and may be sent twice. */
function searchRequest(
  page: PageRequest,
  to: { readonly path: string; readonly position: Readonly<Record<string, unknown>> },
): ApiRequest {
  return {
    product: "jira",
    path: to.path,
    method: "POST",
    json: { jql: page.jql, fields: page.fields, maxResults: page.max, ...to.position },
    idempotent: true,
    signal: page.signal,
  };
}

function issueOf(
  issue: Pick<Issue, "id" | "key"> & { readonly fields?: Issue["fields"] | null | undefined },
): Issue {
  return { id: issue.id, key: issue.key, fields: issue.fields ?? {} };
}

function circling(client: Client, what = "repeat"): HttpError {
  const path = client.deployment === "cloud" ? CLOUD_PATH : DATA_CENTER_PATH;
  const request = requestLine("POST", client.url("jira", path));
  return badResponse(`The pages of the search ${what}`, { status: 200, request });
}

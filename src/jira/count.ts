/**
 * Counts issues without fetching them.
 *
 * @module
 */
import { looseObject, number } from "zod/mini";
import type { Client } from "../client/client.ts";
import { requireString } from "../core/arguments.ts";
import { lazyShape } from "../client/json_shape.ts";
import { withJqlFault } from "./jql_errors.ts";

/** Options of {@linkcode countIssues}. */
export interface CountOptions {
  /** The query, in JQL. */
  readonly jql: string;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
}

/** The number of issues that match a query. */
export interface IssueCount {
  /** Number of matches. */
  readonly count: number;
  /** Whether the count may miss the latest changes. True on Cloud, which counts in an index. */
  readonly approximate: boolean;
}

const CloudCount = lazyShape(() => looseObject({ count: number() }));
const DataCenterPage = lazyShape(() => looseObject({ total: number() }));

/**
 * Counts the matches of a query. Cloud rejects JQL without any restriction.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { countIssues } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * const { count } = await countIssues(client, { jql: "project = PROJ" });
 * console.assert(count > 0);
 * ```
 *
 * @throws {HttpError} `bad-request` if the server rejects the JQL; the hint shows the position if the server names one.
 */
export async function countIssues(client: Client, options: CountOptions): Promise<IssueCount> {
  requireString({ jql: options.jql });
  try {
    return client.deployment === "cloud"
      ? await countOnCloud(client, options)
      : await countOnDataCenter(client, options);
  } catch (error) {
    throw withJqlFault(error, options.jql);
  }
}

async function countOnCloud(client: Client, { jql, signal }: CountOptions): Promise<IssueCount> {
  const { count } = await client.json({
    product: "jira",
    path: "/rest/api/3/search/approximate-count",
    method: "POST",
    json: { jql },
    idempotent: true,
    signal,
    shape: CloudCount,
  });
  return { count, approximate: true };
}

async function countOnDataCenter(client: Client, { jql, signal }: CountOptions): Promise<IssueCount> {
  const { total } = await client.json({
    product: "jira",
    path: "/rest/api/2/search",
    method: "POST",
    json: { jql, maxResults: 0, fields: [] },
    idempotent: true,
    signal,
    shape: DataCenterPage,
  });
  return { count: total, approximate: false };
}

/**
 * Counts issues without fetching any.
 *
 * @module
 */
import { looseObject, number } from "zod/mini";
import type { Client } from "../client/client.ts";
import { requireString } from "../core/arguments.ts";
import { ask, lazyShape } from "../client/json_shape.ts";
import { withJqlFault } from "./jql_errors.ts";

/** Options of {@linkcode countIssues}. */
export interface CountOptions {
  /** What to count, in Jira's own language. */
  readonly jql: string;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** How many issues there are. */
export interface IssueCount {
  /** Matches of the query. */
  readonly count: number;
  /** Whether it may be off by the changes of the last moments: so on Cloud, which counts in an index. */
  readonly approximate: boolean;
}

const CloudCount = lazyShape(() => looseObject({ count: number() }));
const DataCenterPage = lazyShape(() => looseObject({ total: number() }));

/**
 * Counts the matches of a query. Cloud refuses a JQL without any restriction.
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
 * @throws {HttpError} `bad-request` for a JQL that the server refuses, with the place in the hint where it names one.
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
  const { count } = await ask(client, {
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
  const { total } = await ask(client, {
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

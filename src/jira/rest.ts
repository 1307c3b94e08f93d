/**
 * Paths and URLs of Jira's resources on Cloud and Data Center.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { urlPath } from "../core/arguments.ts";

/** The path of a resource: API version 3 on Cloud, where rich text is a document; version 2 on Data Center. */
export function jiraPath(client: Client, path: string): string {
  return `${client.deployment === "cloud" ? "/rest/api/3" : "/rest/api/2"}${path}`;
}

/** The path of an issue, or of a resource below it. */
export function issuePath(client: Client, key: string, below = ""): string {
  return jiraPath(client, urlPath`/issue/${{ key }}` + below);
}

/**
 * The URL of an issue for the browser.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { issueUrl } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * console.assert(issueUrl(client, "PROJ-1").endsWith("/browse/PROJ-1"));
 * ```
 *
 * @throws {TypeError} for a key that cannot be one.
 */
export function issueUrl(client: Client, key: string): string {
  return client.site.url + urlPath`/browse/${{ key }}`;
}

/** Options of all calls about one issue. */
export interface IssueRequest {
  /** The issue's key, such as `PROJ-1`, or its id. */
  readonly key: string;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
}

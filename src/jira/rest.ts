/**
 * Where Jira's resources are, on both deployments.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { urlPath } from "../core/arguments.ts";

/** The path of a resource: version 3 on Cloud, where long texts are documents; 2 on Data Center. */
export function jiraPath(client: Client, path: string): string {
  return `${client.deployment === "cloud" ? "/rest/api/3" : "/rest/api/2"}${path}`;
}

/**
 * The path of an issue, or of what belongs to it.
 *
 * @throws {TypeError} for a key that cannot be one.
 */
export function issuePath(client: Client, key: string, below = ""): string {
  return jiraPath(client, urlPath`/issue/${{ key }}` + below);
}

/**
 * The address of an issue, for people.
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

/** What calls about one issue have in common. */
export interface IssueRequest {
  /** Its key, such as `PROJ-1`, or its id. */
  readonly key: string;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

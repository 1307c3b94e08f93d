/**
 * The types of issues that a project has.
 *
 * @module
 */
import { array, boolean, looseObject, nullish, number, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { urlPath } from "../core/arguments.ts";
import { lazyShape } from "../client/json_shape.ts";
import { wholeList } from "./pages.ts";
import { jiraPath } from "./rest.ts";

/** A type of issues. */
export interface IssueType {
  /** A number, as text. */
  readonly id: string;
  /** What people call it: `Bug`. */
  readonly name: string;
  /** Whether its issues need a parent. */
  readonly subtask: boolean;
}

const PAGE_SIZE = 50;

const types = () =>
  nullish(array(looseObject({ id: string(), name: string(), subtask: nullish(boolean()) })));
/** Cloud calls the list `issueTypes`, Data Center `values`. */
const TypesPage = lazyShape(() =>
  looseObject({
    startAt: nullish(number()),
    total: nullish(number()),
    issueTypes: types(),
    values: types(),
  })
);

/**
 * The types that this account may create issues of.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { listIssueTypes } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * const types = await listIssueTypes(client, { project: "PROJ" });
 * console.log(types.map(({ name }) => name));
 * ```
 *
 * @throws {HttpError} `bad-request` or `not-found` for a project that does not exist, or that this account may not see.
 */
export async function listIssueTypes(
  client: Client,
  options: { readonly project: string; readonly signal?: AbortSignal | undefined },
): Promise<readonly IssueType[]> {
  const { project } = options;
  return await wholeList(client, {
    path: jiraPath(client, urlPath`/issue/createmeta/${{ project }}/issuetypes`),
    pageSize: PAGE_SIZE,
    shape: TypesPage,
    items: (page) =>
      (page.issueTypes ?? page.values ?? []).map(({ id, name, subtask }) => ({
        id,
        name,
        subtask: subtask ?? false,
      })),
    signal: options.signal,
  });
}

/**
 * The issue types of a project.
 *
 * @module
 */
import { array, boolean, looseObject, nullish, number, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { urlPath } from "../core/arguments.ts";
import { lazyShape } from "../client/json_shape.ts";
import { wholeList } from "./pages.ts";
import { jiraPath } from "./rest.ts";

/** An issue type. */
export interface IssueType {
  /** The type's numeric id. */
  readonly id: string;
  /** The type's name: `Bug`. */
  readonly name: string;
  /** Whether issues of this type require a parent. */
  readonly subtask: boolean;
}

const PAGE_SIZE = 50;

const types = () =>
  nullish(array(looseObject({ id: string(), name: string(), subtask: nullish(boolean()) })));
/** Cloud names the list `issueTypes`, Data Center `values`. */
const TypesPage = lazyShape(() =>
  looseObject({
    startAt: nullish(number()),
    total: nullish(number()),
    issueTypes: types(),
    values: types(),
  })
);

/**
 * Lists the types of issues that this account may create in a project.
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
 * @throws {HttpError} `bad-request` or `not-found` if the project does not exist, or this account may not see it.
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

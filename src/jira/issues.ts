/**
 * One issue: read, made, changed, deleted.
 *
 * @module
 */
import { looseObject, record, string, unknown } from "zod/mini";
import type { Client } from "../client/client.ts";
import { ask, lazyShape } from "../client/json_shape.ts";
import { requireText } from "../core/arguments.ts";
import { HttpError } from "../core/errors.ts";
import { printable } from "../core/text.ts";
import { listIssueTypes } from "./issue_types.ts";
import { issuePath, type IssueRequest, jiraPath } from "./rest.ts";
import type { RichText } from "./rich_text.ts";
import type { Issue } from "./search.ts";
import { userField } from "./users.ts";

/** The fields that {@linkcode getIssue} reads by default: all but the comments, which have a list of their own. */
const DEFAULT_FIELDS: readonly string[] = ["*all", "-comment"];

/** What an issue is to say. What is absent is left to Jira, or as it is. */
export interface IssueFields {
  /** One line. */
  readonly summary?: string | undefined;
  /** A document on Cloud, wiki markup on Data Center. */
  readonly description?: RichText | undefined;
  /** An account as `findUser` gives it; `null` for nobody. */
  readonly assignee?: string | null | undefined;
  /** All of them. */
  readonly labels?: readonly string[] | undefined;
  /** A name. */
  readonly priority?: string | undefined;
  /** The key of an issue that this one belongs to. */
  readonly parent?: string | undefined;
  /** More fields by their ids, such as `customfield_10010`, as Jira's REST API takes them. They win. */
  readonly more?: Readonly<Record<string, unknown>> | undefined;
}

/** A new issue. */
export interface NewIssue extends IssueFields {
  /** A key, or an id. */
  readonly project: string;
  /** A name, or an id. */
  readonly type: string;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** A change of an issue. */
export interface IssueChange extends IssueFields, IssueRequest {
  /** The name or id of another type. */
  readonly type?: string | undefined;
  /** Labels that it gets besides those that it has. */
  readonly addLabels?: readonly string[] | undefined;
  /** Labels that it loses. */
  readonly removeLabels?: readonly string[] | undefined;
}

const IssueShape = lazyShape(() =>
  looseObject({ id: string(), key: string(), fields: record(string(), unknown()) })
);
const CreatedShape = lazyShape(() => looseObject({ id: string(), key: string() }));

/**
 * Reads an issue.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { getIssue } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * const { fields } = await getIssue(client, { key: "PROJ-1", fields: ["summary", "status"] });
 * console.log(fields["summary"]);
 * ```
 *
 * @param options `fields`: names, as in a search: `summary`, `*all`, `-comment`. By default all fields but the comments.
 * @throws {HttpError} `not-found` when there is no such issue, or this account may not see it: Jira does not tell which.
 */
export async function getIssue(
  client: Client,
  options: IssueRequest & { readonly fields?: readonly string[] | undefined },
): Promise<Issue> {
  const { fields: wanted = DEFAULT_FIELDS } = options;
  for (const field of wanted) requireText({ field });
  const { id, key, fields } = await ask(client, {
    product: "jira",
    path: issuePath(client, options.key),
    query: { fields: wanted.join(",") },
    signal: options.signal,
    shape: IssueShape,
  });
  return { id, key, fields };
}

/**
 * Makes an issue.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { createIssue } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * const { key } = await createIssue(client, {
 *   project: "PROJ",
 *   type: "Task",
 *   summary: "Write the example",
 *   labels: ["docs"],
 * });
 * console.log(key);
 * ```
 *
 * @throws {HttpError} `bad-request` when Jira refuses a field, a line each in `details`; where the project has no such
 * type of issues, the hint lists those that it has.
 */
export async function createIssue(
  client: Client,
  issue: NewIssue,
): Promise<{ readonly id: string; readonly key: string }> {
  const { project, type, signal } = issue;
  requireText({ project, type });
  const fields = { project: byKey(project), issuetype: byName(type), ...restFields(client, issue) };
  try {
    const request = { product: "jira", path: jiraPath(client, "/issue"), method: "POST", signal } as const;
    const { id, key } = await ask(client, { ...request, json: { fields }, shape: CreatedShape });
    return { id, key };
  } catch (error) {
    throw await withIssueTypes(client, { error, issue });
  }
}

/**
 * Changes an issue.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { editIssue } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * await editIssue(client, { key: "PROJ-1", addLabels: ["seen"] });
 * ```
 *
 * @throws {HttpError} `bad-request` when Jira refuses a field, a line each in `details`; `not-found`.
 */
export async function editIssue(client: Client, change: IssueChange): Promise<void> {
  const { key, type, addLabels = [], removeLabels = [], signal } = change;
  const labels = [...addLabels.map((add) => ({ add })), ...removeLabels.map((remove) => ({ remove }))];
  await client.json({
    product: "jira",
    path: issuePath(client, key),
    method: "PUT",
    json: {
      fields: { ...(type !== undefined && { issuetype: byName(type) }), ...restFields(client, change) },
      ...(labels.length > 0 && { update: { labels } }),
    },
    signal,
  });
}

/**
 * Deletes an issue, for good.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { createIssue, deleteIssue } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * const { key } = await createIssue(client, { project: "PROJ", type: "Task", summary: "Soon gone" });
 * await deleteIssue(client, { key });
 * ```
 *
 * @param options `subtasks`: whether its subtasks go with it. An issue that has some is not deleted without.
 * @throws {HttpError} `bad-request` when there are subtasks; `permission`; `not-found`.
 */
export async function deleteIssue(
  client: Client,
  options: IssueRequest & { readonly subtasks?: boolean | undefined },
): Promise<void> {
  await client.json({
    product: "jira",
    path: issuePath(client, options.key),
    method: "DELETE",
    query: { deleteSubtasks: options.subtasks ? true : undefined },
    signal: options.signal,
  });
}

/**
 * Says who an issue is assigned to.
 *
 * @example
 * ```ts
 * import { assignIssue } from "@atlcli/atlcli/jira";
 * import { connect } from "@atlcli/atlcli";
 *
 * const { client } = await connect();
 * await assignIssue(client, { key: "PROJ-1", to: "nobody" });
 * ```
 *
 * @param options `to`: an account as `findUser` gives it; `nobody`; or `default`, whoever the project's rules name.
 */
export async function assignIssue(
  client: Client,
  options: IssueRequest & { readonly to: "nobody" | "default" | { readonly account: string } },
): Promise<void> {
  const { key, to, signal } = options;
  const account = to === "nobody" ? null : to === "default" ? "-1" : to.account;
  if (to !== "nobody") requireText({ account });
  await client.json({
    product: "jira",
    path: issuePath(client, key, "/assignee"),
    method: "PUT",
    json: client.deployment === "cloud" ? { accountId: account } : { name: account },
    signal,
  });
}

/** Fields as Jira takes them. */
function restFields(client: Client, fields: IssueFields): Record<string, unknown> {
  const { summary, description, assignee, labels, priority, parent } = fields;
  return {
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    ...(assignee !== undefined && { assignee: userField(client, assignee) }),
    ...(labels !== undefined && { labels }),
    ...(priority !== undefined && { priority: byName(priority) }),
    ...(parent !== undefined && { parent: byKey(parent) }),
    ...fields.more,
  };
}

function byName(name: string): Record<string, string> {
  return isId(name) ? { id: name } : { name };
}

function byKey(key: string): Record<string, string> {
  return isId(key) ? { id: key } : { key };
}

function isId(text: string): boolean {
  return /^\d+$/.test(text);
}

/** A refusal of the type, with the types that there are; every other error as it is. */
async function withIssueTypes(
  client: Client,
  { error, issue }: { readonly error: unknown; readonly issue: NewIssue },
): Promise<unknown> {
  const refusesType = error instanceof HttpError && error.code === "bad-request" &&
    error.details.some((line) => line.startsWith("issuetype:"));
  if (!refusesType) return error;
  // Only to help: when it fails, the refusal itself is what there is to say.
  const types = await listIssueTypes(client, issue).catch(() => []);
  if (types.length === 0) return error;
  const names = types.map(({ name, subtask }) => printable(subtask ? `${name} (needs a parent)` : name));
  const { status, request, details } = error;
  return new HttpError("bad-request", `Project "${issue.project}" takes no issue of type "${issue.type}"`, {
    status,
    request,
    details,
    hint: `The types that it has: ${names.join(", ")}`,
    cause: error,
  });
}

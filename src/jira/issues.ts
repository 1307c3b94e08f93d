/**
 * Reads, creates, edits and deletes issues.
 *
 * @module
 */
import { looseObject, record, string, unknown } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
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

/** Fields of an issue. An absent field gets Jira's default, or stays unchanged. */
export interface IssueFields {
  /** The issue summary, one line. */
  readonly summary?: string | undefined;
  /** The description: a document on Cloud, wiki markup on Data Center. */
  readonly description?: RichText | undefined;
  /** The assignee's account, as returned by `findUser`; `null` to unassign. */
  readonly assignee?: string | null | undefined;
  /** All labels; they replace the present ones. */
  readonly labels?: readonly string[] | undefined;
  /** The name of a priority. */
  readonly priority?: string | undefined;
  /** The key of the parent issue. */
  readonly parent?: string | undefined;
  /**
   * Other fields by id, such as `customfield_10010`, with values as in Jira's REST API. They override the fields above.
   */
  readonly more?: Readonly<Record<string, unknown>> | undefined;
}

/** An issue to create. */
export interface NewIssue extends IssueFields {
  /** The project's key or id. */
  readonly project: string;
  /** The issue type's name or id. */
  readonly type: string;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
}

/** An edit of an issue. */
export interface IssueChange extends IssueFields, IssueRequest {
  /** The name or id of the new issue type. */
  readonly type?: string | undefined;
  /** Labels to add. */
  readonly addLabels?: readonly string[] | undefined;
  /** Labels to remove. */
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
  const { id, key, fields } = await client.json({
    product: "jira",
    path: issuePath(client, options.key),
    query: { fields: wanted.join(",") },
    signal: options.signal,
    shape: IssueShape,
  });
  return { id, key, fields };
}

/**
 * Creates an issue.
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
 * @throws {HttpError} `bad-request` if Jira rejects a field, with one line per field in `details`. If the project lacks
 * the issue type, the hint lists the available ones.
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
    const { id, key } = await client.json({ ...request, json: { fields }, shape: CreatedShape });
    return { id, key };
  } catch (error) {
    throw await withIssueTypes(client, { error, issue });
  }
}

/**
 * Edits an issue.
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
 * @throws {HttpError} `bad-request` if Jira rejects a field, with one line per field in `details`; `not-found`.
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
 * Deletes an issue permanently.
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
 * @param options `subtasks`: whether to delete its subtasks, too. Without it, an issue with subtasks is not deleted.
 * @throws {HttpError} `bad-request` if there are subtasks; `permission`; `not-found`.
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
 * Assigns an issue.
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
 * @param options `to`: an account as returned by `findUser`; `nobody`; or `default`, which applies the project's rules.
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

/** Converts fields to Jira's REST format. */
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

/** Adds the available issue types to a rejection of the type. Other errors are returned unchanged. */
async function withIssueTypes(
  client: Client,
  { error, issue }: { readonly error: unknown; readonly issue: NewIssue },
): Promise<unknown> {
  const refusesType = error instanceof HttpError && error.code === "bad-request" &&
    error.details.some((line) => line.startsWith("issuetype:"));
  if (!refusesType) return error;
  // Best effort: if this fails, the rejection itself is reported.
  const types = await listIssueTypes(client, issue).catch(() => []);
  if (types.length === 0) return error;
  const names = types.map(({ name, subtask }) => printable(subtask ? `${name} (needs a parent)` : name));
  const { status, request, details } = error;
  return new HttpError("bad-request", `Project "${issue.project}" has no issue type "${issue.type}"`, {
    status,
    request,
    details,
    hint: `Available types: ${names.join(", ")}`,
    cause: error,
  });
}

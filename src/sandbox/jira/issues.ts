/**
 * Reads, creates, changes and deletes issues.
 *
 * @module
 */
import { json, noContent } from "../responses.ts";
import { type Call, signedIn, userOf } from "../call.ts";
import { FieldsError, InputError, listOf } from "../input.ts";
import { type JsonInput, jsonInput, readJson } from "../input_json.ts";
import { type Issue, issueKey, type Project } from "../model.ts";
import type { Route } from "../router.ts";
import { projectOf } from "../visible.ts";
import { addComment } from "./comments.ts";
import { issueAt, type JiraDialect, jiraRoute } from "./dialect.ts";
import { fieldNames } from "./field_list.ts";
import { type IssueChange, readFields } from "./issue_fields.ts";
import { jiraIssue } from "./issue_json.ts";
import { readUpdate } from "./issue_update.ts";
import { addIssue, removeIssue, saveIssue, subtasksOf } from "./issue_writes.ts";
import { selectFields } from "./selection.ts";
import { transitionsOf } from "./transitions.ts";
import { selfUrl } from "./view.ts";

/** The routes of issues. */
export function issueRoutes(dialect: JiraDialect): readonly Route[] {
  return [
    jiraRoute(dialect, ["POST", "issue"], (call) => create(call, dialect)),
    jiraRoute(dialect, ["GET", "issue/{key}"], (call) => json(shown(call, dialect, issueAt(call)))),
    jiraRoute(dialect, ["PUT", "issue/{key}"], (call) => edit(call, dialect)),
    jiraRoute(dialect, ["DELETE", "issue/{key}"], remove),
  ];
}

function shown(call: Call, dialect: JiraDialect, issue: Issue): object {
  const view = dialect.view(call);
  const selection = selectFields(listOf(call.query, "fields"), ["*all"]);
  const expand = listOf(call.query, "expand") ?? [];
  return {
    ...jiraIssue(view, issue, { ...selection, idOnly: false, keyOnly: false }),
    ...(expand.includes("names") ? { names: fieldNames() } : {}),
    ...(expand.includes("transitions") ? { transitions: transitionsOf(view, issue) } : {}),
  };
}

async function create(call: Call, dialect: JiraDialect): Promise<Response> {
  const reporter = signedIn(call);
  const body = await readJson(call.request);
  const fields = body.object("fields") ?? jsonInput({});
  const project = projectIn(call, fields);
  if (fields === undefined || project === undefined) {
    throw new FieldsError({ project: "Specify a valid project ID or key" });
  }
  const context = { call, dialect, project };
  const update = readUpdate(body.object("update"), { labels: [], fixVersions: [] }, context);
  const change = {
    ...readFields(without(fields, "project"), context),
    ...readFields(update.fields, context),
  };
  const [status] = call.world.statuses;
  const { type, summary } = change;
  if (type === undefined) throw new FieldsError({ issuetype: "Specify an issue type" });
  if (summary === undefined) throw new FieldsError({ summary: "You must specify a summary of the issue." });
  refuseLostSubtask(change);
  if (status === undefined) throw new RangeError("No issue without a status");
  const issue = addIssue(call, {
    project,
    status,
    ...defaultsOf(call),
    reporter,
    ...change,
    type,
    summary,
  });
  for (const comment of update.comments) addComment(call, issue, comment);
  const id = String(issue.id);
  const created = { id, key: issueKey(issue), self: selfUrl(dialect.view(call), "issue", id) };
  return json(created, { status: 201 });
}

function defaultsOf(
  { world, now }: Call,
): Omit<Issue, "id" | "number" | "project" | "status" | "type" | "summary" | "reporter"> {
  const priority = world.priorities.find(({ name }) => name === "Medium") ?? world.priorities[0];
  if (priority === undefined) throw new RangeError("No issue without a priority");
  return {
    parentId: undefined,
    description: { text: "" },
    priority,
    resolution: undefined,
    assignee: undefined,
    labels: [],
    fixVersions: [],
    created: now,
    updated: now,
    resolved: undefined,
    due: undefined,
  };
}

async function edit(call: Call, dialect: JiraDialect): Promise<Response> {
  signedIn(call);
  const issue = issueAt(call);
  const body = await readJson(call.request);
  const context = { call, dialect, project: issue.project };
  const update = readUpdate(body.object("update"), issue, context);
  const fields = body.object("fields");
  const changed = {
    ...issue,
    ...(fields === undefined ? {} : readFields(fields, context)),
    ...readFields(update.fields, context),
  };
  refuseLostSubtask(changed);
  const saved = saveIssue(call, changed);
  for (const comment of update.comments) addComment(call, saved, comment);
  return call.query.get("returnIssue") === "true" && dialect.deployment === "cloud"
    ? json(shown(call, dialect, saved))
    : noContent();
}

/** Deletes an issue: the administrator any, others only those they reported. */
function remove(call: Call): Response {
  const user = signedIn(call);
  const issue = issueAt(call);
  if (user !== call.world.admin && user !== issue.reporter) {
    throw new InputError(403, "You do not have permission to delete issues in this project.");
  }
  if (subtasksOf(call.world, issue).length > 0 && call.query.get("deleteSubtasks") !== "true") {
    throw new InputError(
      400,
      `The issue '${
        issueKey(issue)
      }' has subtasks. You must specify the 'deleteSubtasks' parameter to delete this ` +
        "issue and all its subtasks.",
    );
  }
  removeIssue(call, issue);
  return noContent();
}

function projectIn(call: Call, fields: JsonInput | undefined): Project | undefined {
  const reference = jsonInput(fields?.value("project"));
  const named = reference?.value("key") ?? reference?.value("id");
  return named === undefined ? undefined : projectOf(call.world, userOf(call), String(named));
}

function refuseLostSubtask({ type, parentId }: IssueChange): void {
  if (type?.isSubtask !== true || parentId !== undefined) return;
  throw new FieldsError({
    issuetype: "Issue type is a sub-task but parent issue key or id not specified.",
  });
}

function without(fields: JsonInput, name: string): JsonInput {
  return { ...fields, names: fields.names.filter((other) => other !== name) };
}

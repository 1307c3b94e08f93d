/**
 * Transitions of issues between statuses.
 *
 * @module
 */
import { json, noContent } from "../responses.ts";
import { type Call, signedIn } from "../call.ts";
import { FieldsError, InputError, listOf } from "../input.ts";
import { readJson } from "../input_json.ts";
import type { Issue, Transition } from "../model.ts";
import type { Route } from "../router.ts";
import { addComment } from "./comments.ts";
import { issueAt, type JiraDialect, jiraRoute } from "./dialect.ts";
import { resolutionField } from "./field_list.ts";
import { readFields } from "./issue_fields.ts";
import { readUpdate } from "./issue_update.ts";
import { saveIssue } from "./issue_writes.ts";
import { jiraStatus, type JiraView } from "./view.ts";

/** The routes of transitions. */
export function transitionRoutes(dialect: JiraDialect): readonly Route[] {
  return [
    jiraRoute(dialect, ["GET", "issue/{key}/transitions"], (call) => list(call, dialect)),
    jiraRoute(dialect, ["POST", "issue/{key}/transitions"], (call) => go(call, dialect)),
  ];
}

/** The available transitions of an issue, as the API returns them. */
export function transitionsOf(
  view: JiraView,
  issue: Issue,
  options: { readonly fields: boolean } = { fields: false },
): readonly object[] {
  return view.world.transitions.filter(({ from }) => from.includes(issue.status)).map((transition) => ({
    id: transition.id,
    name: transition.name,
    to: jiraStatus(view, transition.to),
    hasScreen: transition.needsResolution,
    isGlobal: false,
    isInitial: false,
    isConditional: false,
    ...(options.fields ? { fields: fieldsOf(view, transition) } : {}),
  }));
}

function list(call: Call, dialect: JiraDialect): Response {
  const issue = issueAt(call);
  const expand = listOf(call.query, "expand") ?? [];
  const fields = expand.some((name) => name === "transitions.fields" || name === "fields");
  return json({ expand: "transitions", transitions: transitionsOf(dialect.view(call), issue, { fields }) });
}

function fieldsOf(view: JiraView, transition: Transition): object {
  return transition.needsResolution ? { resolution: resolutionField(view) } : {};
}

async function go(call: Call, dialect: JiraDialect): Promise<Response> {
  signedIn(call);
  const issue = issueAt(call);
  const body = await readJson(call.request);
  const id = body.object("transition")?.string("id");
  if (id === undefined) throw new InputError(400, "Missing 'transition' identifier");
  const transition = call.world.transitions.find((candidate) => candidate.id === id);
  if (transition === undefined || !transition.from.includes(issue.status)) {
    throw new InputError(
      400,
      `It seems that you have tried to perform a workflow operation (${
        transition?.name ?? id
      }) that is not valid for the current state of this issue. The likely cause is that somebody has changed the issue recently.`,
    );
  }
  const also = transition.needsResolution ? ["resolution"] : [];
  const context = { call, dialect, project: issue.project, also };
  const update = readUpdate(body.object("update"), issue, context);
  const fields = body.object("fields");
  const change = {
    ...(fields === undefined ? {} : readFields(fields, context)),
    ...readFields(update.fields, context),
  };
  if (transition.needsResolution && change.resolution === undefined) {
    throw new FieldsError({ resolution: "Resolution is required." });
  }
  const saved = saveIssue(call, { ...issue, ...change, ...endOf(call, transition, change) });
  for (const comment of update.comments) addComment(call, saved, comment);
  return noContent();
}

/** Side effects of a transition: a finished issue has a resolution, any other has none. */
function endOf(call: Call, { to }: Transition, change: Partial<Issue>): Partial<Issue> {
  if (to.category.key !== "done") return { status: to, resolution: undefined, resolved: undefined };
  const resolution = change.resolution ?? call.world.resolutions[0];
  return { status: to, resolution, resolved: call.now };
}

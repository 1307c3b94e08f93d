/**
 * People, and assignees of issues.
 *
 * @module
 */
import { json, noContent } from "../responses.ts";
import { type Call, signedIn } from "../call.ts";
import { FieldsError, InputError } from "../input.ts";
import { type JsonInput, jsonInput, readJson } from "../input_json.ts";
import type { Issue, User } from "../model.ts";
import type { Route } from "../router.ts";
import { projectOf } from "../visible.ts";
import { issueAt, type JiraDialect, jiraRoute, namedIssue } from "./dialect.ts";
import { saveIssue } from "./issue_writes.ts";

/** The routes of people, except their search. */
export function peopleRoutes(dialect: JiraDialect): readonly Route[] {
  return [
    jiraRoute(dialect, ["GET", "user"], (call) => person(call, dialect)),
    jiraRoute(dialect, ["PUT", "issue/{key}/assignee"], (call) => assign(call, dialect)),
  ];
}

/**
 * Who may be assigned in a project or issue: everybody who may see it.
 *
 * @throws {InputError} 404 if the project or issue does not exist; 400 if the query names neither.
 */
export function assignablePeople(call: Call): readonly User[] {
  const user = signedIn(call);
  const key = call.query.get("issueKey");
  const projectKey = call.query.get("project");
  if (key === null && projectKey === null) {
    throw new InputError(400, "You must specify either a project or an issue key.");
  }
  const project = key === null
    ? projectOf(call.world, user, projectKey ?? "")
    : namedIssue(call, key).project;
  if (project === undefined) {
    throw new InputError(404, `No project could be found with key '${projectKey}'.`);
  }
  return project.members ?? call.world.users;
}

function person(call: Call, dialect: JiraDialect): Response {
  signedIn(call);
  const named = Object.fromEntries(
    [["accountId", "accountId"], ["name", "username"]].map(([member = "", parameter = ""]) => {
      return [member, call.query.get(parameter) ?? undefined];
    }),
  );
  const reference = jsonInput(named);
  const byKey = call.world.users.find(({ userKey }) => userKey === call.query.get("key"));
  const user = byKey ?? (reference && dialect.findUser(call.world, reference));
  if (user === undefined) {
    throw new InputError(404, "Specified user does not exist or you do not have required permissions");
  }
  return json(dialect.view(call).user(user));
}

async function assign(call: Call, dialect: JiraDialect): Promise<Response> {
  signedIn(call);
  const issue = issueAt(call);
  saveIssue(call, { ...issue, assignee: assigneeIn(await readJson(call.request), { call, dialect, issue }) });
  return noContent();
}

/** `null` removes the assignee, `"-1"` assigns the lead of the project. */
function assigneeIn(
  body: JsonInput,
  at: { readonly call: Call; readonly dialect: JiraDialect; readonly issue: Issue },
): User | undefined {
  const member = at.dialect.deployment === "cloud" ? "accountId" : "name";
  if (!body.has(member)) throw new InputError(400, `The '${member}' of the assignee is missing.`);
  const named = body.string(member);
  if (named === undefined) return undefined;
  if (named === "-1") return at.issue.project.lead;
  const user = at.dialect.findUser(at.call.world, body);
  if (user !== undefined && (at.issue.project.members?.includes(user) ?? true)) return user;
  throw new FieldsError({
    assignee: `User '${named}' cannot be assigned issues.`,
  });
}

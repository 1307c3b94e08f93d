/**
 * The lists that all projects share, and the caller's permissions.
 *
 * @module
 */
import { json } from "../responses.ts";
import { type Call, signedIn } from "../call.ts";
import { InputError, listOf } from "../input.ts";
import type { Route } from "../router.ts";
import { projectOf } from "../visible.ts";
import { type JiraDialect, jiraRoute, namedIssue } from "./dialect.ts";
import { fieldList } from "./field_list.ts";
import { jiraPriority, jiraStatus, jiraType } from "./view.ts";

/** The routes of lists. */
export function listRoutes(dialect: JiraDialect): readonly Route[] {
  const list = (name: string, itemsOf: (call: Call) => readonly object[]): Route =>
    jiraRoute(dialect, ["GET", name], (call) => {
      signedIn(call);
      return json(itemsOf(call));
    });
  return [
    list("priority", (call) => {
      return call.world.priorities.map((priority) => ({
        ...jiraPriority(dialect.view(call), priority),
        description: "",
        statusColor: "#cccccc",
      }));
    }),
    list("status", (call) => call.world.statuses.map((status) => jiraStatus(dialect.view(call), status))),
    list("issuetype", (call) => call.world.issueTypes.map((type) => jiraType(dialect.view(call), type))),
    list("field", () => fieldList()),
    jiraRoute(dialect, ["GET", "mypermissions"], (call) => permissions(call, dialect)),
  ];
}

const PERMISSIONS: readonly (readonly [id: string, key: string, name: string])[] = [
  ["10", "BROWSE_PROJECTS", "Browse Projects"],
  ["11", "CREATE_ISSUES", "Create Issues"],
  ["12", "EDIT_ISSUES", "Edit Issues"],
  ["13", "ASSIGN_ISSUES", "Assign Issues"],
  ["14", "TRANSITION_ISSUES", "Transition Issues"],
  ["15", "ADD_COMMENTS", "Add Comments"],
  ["16", "WORK_ON_ISSUES", "Work On Issues"],
  ["17", "LINK_ISSUES", "Link Issues"],
  ["18", "DELETE_ISSUES", "Delete Issues"],
  ["0", "ADMINISTER", "Administer Jira"],
];
const FOR_ADMINISTRATORS = ["DELETE_ISSUES", "ADMINISTER"];

function permissions(call: Call, dialect: JiraDialect): Response {
  const user = signedIn(call);
  const wanted = listOf(call.query, "permissions");
  if (wanted === undefined && dialect.deployment === "cloud") {
    throw new InputError(400, "The 'permissions' query parameter is required.");
  }
  refuseUnseen(call);
  const unknown = wanted?.find((name) => !PERMISSIONS.some(([, key]) => key === name));
  if (unknown !== undefined) throw new InputError(400, `Unrecognized permission key: ${unknown}`);
  const shown = PERMISSIONS.filter(([, key]) => wanted?.includes(key) ?? true);
  return json({
    permissions: Object.fromEntries(shown.map(([id, key, name]) => [key, {
      id,
      key,
      name,
      type: key === "ADMINISTER" ? "GLOBAL" : "PROJECT",
      description: "",
      havePermission: user === call.world.admin || !FOR_ADMINISTRATORS.includes(key),
    }])),
  });
}

/** Rejects a project or an issue that the caller may not see. */
function refuseUnseen(call: Call): void {
  const issue = call.query.get("issueKey") ?? call.query.get("issueId");
  if (issue !== null) namedIssue(call, issue);
  const project = call.query.get("projectKey") ?? call.query.get("projectId");
  if (project === null || projectOf(call.world, signedIn(call), project) !== undefined) return;
  throw new InputError(404, `No project could be found with key '${project}'.`);
}

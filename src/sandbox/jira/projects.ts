/**
 * Single projects, and their issue types.
 *
 * @module
 */
import { json } from "../responses.ts";
import { type Call, paramOf, signedIn, userOf } from "../call.ts";
import { InputError } from "../input.ts";
import type { Project } from "../model.ts";
import type { Route } from "../router.ts";
import { projectOf } from "../visible.ts";
import { type JiraDialect, jiraRoute, partOf, sliceOf } from "./dialect.ts";
import { createFields } from "./field_list.ts";
import { jiraStatus, jiraType, jiraVersion, projectReference } from "./view.ts";

/** The routes of a project. */
export function projectRoutes(dialect: JiraDialect): readonly Route[] {
  return [
    jiraRoute(dialect, ["GET", "issue/createmeta/{project}/issuetypes"], (call) => types(call, dialect)),
    jiraRoute(dialect, ["GET", "issue/createmeta/{project}/issuetypes/{type}"], (call) => {
      return typeFields(call, dialect);
    }),
    jiraRoute(dialect, ["GET", "project/{project}"], (call) => one(call, dialect)),
    jiraRoute(dialect, ["GET", "project/{project}/statuses"], (call) => statuses(call, dialect)),
  ];
}

function projectAt(call: Call): Project {
  const named = paramOf(call, "project");
  const project = projectOf(call.world, userOf(call), named);
  if (project === undefined) throw new InputError(404, `No project could be found with key '${named}'.`);
  return project;
}

function one(call: Call, dialect: JiraDialect): Response {
  const project = projectAt(call);
  const view = dialect.view(call);
  return json({
    ...projectReference(view, project),
    expand: "description,lead,issueTypes,url,projectKeys",
    description: "",
    lead: view.user(project.lead),
    components: [],
    issueTypes: project.types.map((type) => jiraType(view, type)),
    assigneeType: "UNASSIGNED",
    versions: project.versions.map((version) => jiraVersion(view, version)),
    roles: {},
  });
}

function statuses(call: Call, dialect: JiraDialect): Response {
  const view = dialect.view(call);
  return json(
    projectAt(call).types.map((type) => {
      const { iconUrl: _iconUrl, description: _description, ...named } = jiraType(view, type);
      return { ...named, statuses: call.world.statuses.map((status) => jiraStatus(view, status)) };
    }),
  );
}

/** The project for new issues. A missing project is a 400 here, not a 404. */
function creatableIn(call: Call): Project {
  signedIn(call);
  const project = projectOf(call.world, userOf(call), paramOf(call, "project"));
  if (project === undefined) {
    throw new InputError(400, "The project does not exist, or you may not create issues in it.");
  }
  return project;
}

function types(call: Call, dialect: JiraDialect): Response {
  const view = dialect.view(call);
  const all = creatableIn(call).types.map((type) => jiraType(view, type));
  return page(call, dialect, { all, name: "issueTypes" });
}

function typeFields(call: Call, dialect: JiraDialect): Response {
  const project = creatableIn(call);
  const id = paramOf(call, "type");
  const type = project.types.find((candidate) => candidate.id === id);
  if (type === undefined) throw new InputError(400, `The issue type '${id}' is not one of this project.`);
  return page(call, dialect, { all: createFields(dialect.view(call), project, type), name: "fields" });
}

/** Cloud has a name for each list, Data Center uses `values`. */
function page(
  call: Call,
  dialect: JiraDialect,
  list: { readonly all: readonly object[]; readonly name: string },
): Response {
  const part = partOf(call, { usual: 50, most: 200 });
  const total = list.all.length;
  const items = sliceOf(list.all, part);
  return json(
    dialect.deployment === "cloud"
      ? { ...part, total, [list.name]: items }
      : { ...part, total, isLast: part.startAt + items.length >= total, values: items },
  );
}

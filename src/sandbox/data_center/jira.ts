/**
 * Jira Data Center, except its search.
 *
 * @module
 */
import { json, notSignedIn } from "../responses.ts";
import { type Call, loginHeaders, userOf } from "../call.ts";
import { integerOf } from "../input.ts";
import { jiraTime } from "../jira/view.ts";
import { assignablePeople } from "../jira/people.ts";
import { jiraRoutes } from "../jira/routes.ts";
import type { User } from "../model.ts";
import { findPeople } from "../people_search.ts";
import type { Route } from "../router.ts";
import { visibleProjects } from "../visible.ts";
import { DATA_CENTER_DIALECT } from "./jira_dialect.ts";
import { DATA_CENTER_SEARCH_ROUTES } from "./jira_search.ts";
import { dataCenterProject, type DataCenterUser, dataCenterView } from "./jira_view.ts";

const BUILD_TIME = Date.UTC(2026, 8, 2);

/** Jira's routes below its context path. */
export const DATA_CENTER_JIRA_ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/rest\/api\/(2|latest)\/serverInfo$/, open: true, answer: serverInfo },
  { method: "GET", path: /^\/rest\/api\/(2|latest)\/myself$/, answer: myself },
  { method: "GET", path: /^\/rest\/api\/(2|latest)\/project$/, answer: projects },
  {
    method: "GET",
    path: /^\/rest\/api\/(2|latest)\/user\/search$/,
    answer: (call) => people(call, call.world.users),
  },
  {
    method: "GET",
    path: /^\/rest\/api\/(2|latest)\/user\/assignable\/search$/,
    answer: (call) => people(call, assignablePeople(call)),
  },
  ...DATA_CENTER_SEARCH_ROUTES,
  ...jiraRoutes(DATA_CENTER_DIALECT),
];

/** `ServerInfoBean` in Atlassian's document, which does not list its members. */
interface ServerInfo {
  readonly baseUrl: string;
  readonly version: string;
  readonly versionNumbers: readonly number[];
  readonly deploymentType: "Server";
  readonly buildNumber: number;
  readonly buildDate: string;
  readonly serverTime: string;
  readonly scmInfo: string;
  readonly serverTitle: string;
}

function serverInfo(call: Call): Response {
  const info: ServerInfo = {
    baseUrl: call.place.baseUrl,
    version: "10.3.24",
    versionNumbers: [10, 3, 24],
    deploymentType: "Server",
    buildNumber: 10_030_024,
    buildDate: jiraTime(BUILD_TIME),
    serverTime: jiraTime(call.now),
    scmInfo: "0000000000000000000000000000000000000000",
    serverTitle: "Sandbox Jira",
  };
  return json(info);
}

/** `UserBean` in Atlassian's document, with the members that only `myself` has. */
interface Myself extends DataCenterUser {
  readonly groups: { readonly size: number; readonly items: readonly never[] };
  readonly applicationRoles: { readonly size: number; readonly items: readonly never[] };
  readonly expand: string;
}

function myself(call: Call): Response {
  const user = userOf(call);
  if (user === undefined) return notSignedIn(loginHeaders(call));
  const body: Myself = {
    ...dataCenterView(call).user(user),
    groups: { size: 2, items: [] },
    applicationRoles: { size: 1, items: [] },
    expand: "groups,applicationRoles",
  };
  return json(body);
}

function projects(call: Call): Response {
  const view = dataCenterView(call);
  const visible = visibleProjects(call.world, userOf(call));
  return json(visible.map((project) => dataCenterProject(view, project)), { headers: loginHeaders(call) });
}

/** People by user name; a dot matches everybody. */
function people(call: Call, all: readonly User[]): Response {
  if (userOf(call) === undefined) return notSignedIn(loginHeaders(call));
  const view = dataCenterView(call);
  const wanted = call.query.get("username") ?? "";
  const startAt = Math.max(integerOf(call.query, "startAt") ?? 0, 0);
  const maxResults = Math.max(integerOf(call.query, "maxResults") ?? 50, 0);
  const found = findPeople(all, wanted === "." ? "" : wanted);
  return json(found.slice(startAt, startAt + maxResults).map((user) => view.user(user)));
}

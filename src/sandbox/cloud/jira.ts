/**
 * Jira Cloud, except its search.
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
import { CLOUD_DIALECT } from "./jira_dialect.ts";
import { CLOUD_SEARCH_ROUTES } from "./jira_search.ts";
import { type CloudProject, cloudProject, cloudView } from "./jira_view.ts";
import { JQL_PARSE_ROUTE } from "./jql_parse.ts";

const BUILD_TIME = Date.UTC(2026, 9, 19, 8, 30);

/** Jira's routes on a Cloud site. */
export const CLOUD_JIRA_ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/rest\/api\/([23])\/serverInfo$/, open: true, answer: serverInfo },
  { method: "GET", path: /^\/rest\/api\/([23])\/myself$/, answer: myself },
  { method: "GET", path: /^\/rest\/api\/([23])\/project\/search$/, answer: projects },
  {
    method: "GET",
    path: /^\/rest\/api\/([23])\/user\/search$/,
    answer: (call) => people(call, call.world.users),
  },
  {
    method: "GET",
    path: /^\/rest\/api\/([23])\/user\/assignable\/search$/,
    answer: (call) => people(call, assignablePeople(call)),
  },
  ...CLOUD_SEARCH_ROUTES,
  JQL_PARSE_ROUTE,
  ...jiraRoutes(CLOUD_DIALECT),
];

/** `ServerInformation` in Atlassian's document. */
interface ServerInfo {
  readonly baseUrl: string;
  readonly displayUrl: string;
  readonly displayUrlConfluence: string;
  readonly version: string;
  readonly versionNumbers: readonly number[];
  readonly deploymentType: "Cloud";
  readonly buildNumber: number;
  readonly buildDate: string;
  readonly serverTime: string;
  readonly serverTimeZone: string;
  readonly scmInfo: string;
  readonly serverTitle: string;
}

function serverInfo(call: Call): Response {
  const { baseUrl } = call.place;
  const info: ServerInfo = {
    baseUrl,
    displayUrl: baseUrl,
    displayUrlConfluence: baseUrl,
    version: "1001.0.0-SNAPSHOT",
    versionNumbers: [1001, 0, 0],
    deploymentType: "Cloud",
    buildNumber: 100_288,
    buildDate: jiraTime(BUILD_TIME),
    serverTime: jiraTime(call.now),
    serverTimeZone: "Etc/UTC",
    scmInfo: "0000000000000000000000000000000000000000",
    serverTitle: "Sandbox Jira",
  };
  return json(info);
}

function myself(call: Call): Response {
  const user = userOf(call);
  return user === undefined ? notSignedIn(loginHeaders(call)) : json(cloudView(call).user(user));
}

/** `PageBeanProject` in Atlassian's document. */
interface ProjectPage {
  readonly self: string;
  readonly maxResults: number;
  readonly startAt: number;
  readonly total: number;
  readonly isLast: boolean;
  readonly values: readonly CloudProject[];
}

function projects(call: Call): Response {
  const view = cloudView(call);
  const startAt = Math.max(integerOf(call.query, "startAt") ?? 0, 0);
  const maxResults = Math.min(Math.max(integerOf(call.query, "maxResults") ?? 50, 1), 100);
  const wanted = (call.query.get("query") ?? "").toLowerCase();
  const all = visibleProjects(call.world, userOf(call))
    .filter(({ key, name }) => `${key}\n${name}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => a.key < b.key ? -1 : 1);
  const page: ProjectPage = {
    self:
      `${view.baseUrl}/rest/api/${view.version}/project/search?startAt=${startAt}&maxResults=${maxResults}`,
    maxResults,
    startAt,
    total: all.length,
    isLast: startAt + maxResults >= all.length,
    values: all.slice(startAt, startAt + maxResults).map((project) => cloudProject(view, project)),
  };
  return json(page, { headers: loginHeaders(call) });
}

function people(call: Call, all: readonly User[]): Response {
  if (userOf(call) === undefined) return notSignedIn(loginHeaders(call));
  const view = cloudView(call);
  const startAt = Math.max(integerOf(call.query, "startAt") ?? 0, 0);
  const maxResults = Math.max(integerOf(call.query, "maxResults") ?? 50, 0);
  const accountId = call.query.get("accountId");
  const found = findPeople(all, call.query.get("query") ?? "")
    .filter((user) => accountId === null || user.accountId === accountId);
  return json(found.slice(startAt, startAt + maxResults).map((user) => view.user(user)));
}

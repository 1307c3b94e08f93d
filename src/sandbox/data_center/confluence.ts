/**
 * Confluence Data Center.
 *
 * @module
 */
import { type Call, loginHeaders, userOf } from "../call.ts";
import { confluenceError, json } from "../responses.ts";
import { type Route, routeAt } from "../router.ts";
import { personAt } from "../wiki/people.ts";
import { dataCenterPerson, dataCenterWikiView } from "./confluence_view.ts";
import { CONTENT_ROUTES } from "./content.ts";
import { CONTENT_PART_ROUTES } from "./content_parts.ts";
import { SPACE_ROUTES } from "./spaces.ts";

/** Confluence's routes below its context path. */
export const DATA_CENTER_CONFLUENCE_ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/rest\/api\/user\/current$/, answer: currentUser },
  { method: "GET", path: /^\/rest\/api\/server-information$/, answer: serverInformation },
  routeAt("GET", "/rest/api/user", (call) => personAt(call, dataCenterWikiView(call))),
  ...SPACE_ROUTES,
  ...CONTENT_ROUTES,
  ...CONTENT_PART_ROUTES,
];

function currentUser(call: Call): Response {
  return json(dataCenterPerson(call.place.baseUrl, userOf(call)), { headers: loginHeaders(call) });
}

/** `ServerInformation` in Atlassian's document. */
interface ServerInformation {
  readonly baseUrl: string;
  readonly version: string;
  readonly buildNumber: number;
  readonly buildDate: string;
  readonly marketplaceBuildNumber: number;
}

function serverInformation(call: Call): Response {
  if (userOf(call) === undefined) return confluenceError(401, "The calling user is not authenticated.");
  const information: ServerInformation = {
    baseUrl: call.place.baseUrl,
    version: "10.2.14",
    buildNumber: 10_214,
    buildDate: "2026-09-02",
    marketplaceBuildNumber: 10_214,
  };
  return json(information);
}

/**
 * Confluence Data Center.
 *
 * @module
 */
import { type Call, loginHeaders, userOf } from "../call.ts";
import { confluenceError, json } from "../answers.ts";
import type { Route } from "../router.ts";

/** Confluence's routes below its context path. */
export const DATA_CENTER_CONFLUENCE_ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/rest\/api\/user\/current$/, answer: currentUser },
  { method: "GET", path: /^\/rest\/api\/server-information$/, answer: serverInformation },
];

interface Links {
  readonly base: string;
  readonly context: string;
  readonly self?: string;
}

interface ProfilePicture {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly isDefault: boolean;
}

/** `Person` in Atlassian's document, which leaves out the username and the key. */
type DataCenterPerson =
  | {
    readonly type: "known";
    readonly username: string;
    readonly userKey: string;
    readonly displayName: string;
    readonly profilePicture: ProfilePicture;
    readonly _links: Links;
    readonly _expandable: { readonly status: string };
  }
  | {
    readonly type: "anonymous";
    readonly displayName: string;
    readonly profilePicture: ProfilePicture;
    readonly _links: Links;
  };

function currentUser(call: Call): Response {
  return json(personOf(call), { headers: loginHeaders(call) });
}

function personOf(call: Call): DataCenterPerson {
  const base = call.place.baseUrl;
  const context = new URL(base).pathname.replace(/\/$/, "");
  const profilePicture = {
    path: `${context}/images/icons/profilepics/default.svg`,
    width: 48,
    height: 48,
    isDefault: true,
  };
  const user = userOf(call);
  if (user === undefined) {
    return { type: "anonymous", displayName: "Anonymous", profilePicture, _links: { base, context } };
  }
  const { username, userKey, displayName } = user;
  return {
    type: "known",
    username,
    userKey,
    displayName,
    profilePicture,
    _links: { base, context, self: `${base}/rest/api/user?key=${userKey}` },
    _expandable: { status: "" },
  };
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

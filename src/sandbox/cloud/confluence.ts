/**
 * Confluence Cloud, under `/wiki`.
 *
 * @module
 */
import { type Call, loginHeaders, userOf } from "../call.ts";
import { json } from "../answers.ts";
import type { Route } from "../router.ts";

/** Confluence's routes on a Cloud site. */
export const CLOUD_CONFLUENCE_ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/wiki\/rest\/api\/user\/current$/, answer: currentUser },
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

/** `User` in Atlassian's document. */
type CloudConfluenceUser =
  | {
    readonly type: "known";
    readonly accountId: string;
    readonly accountType: "atlassian";
    readonly email: string;
    readonly publicName: string;
    readonly displayName: string;
    readonly timeZone: string;
    readonly profilePicture: ProfilePicture;
    readonly isExternalCollaborator: boolean;
    readonly _expandable: { readonly operations: string; readonly personalSpace: string };
    readonly _links: Links;
  }
  | {
    readonly type: "anonymous";
    readonly displayName: string;
    readonly profilePicture: ProfilePicture;
    readonly _links: Links;
  };

function currentUser(call: Call): Response {
  return json(cloudConfluenceUser(call), { headers: loginHeaders(call) });
}

function cloudConfluenceUser(call: Call): CloudConfluenceUser {
  const base = `${call.place.baseUrl}/wiki`;
  const profilePicture = {
    path: "/wiki/images/icons/profilepics/default.svg",
    width: 48,
    height: 48,
    isDefault: true,
  };
  const user = userOf(call);
  if (user === undefined) {
    return {
      type: "anonymous",
      displayName: "Anonymous",
      profilePicture,
      _links: { base, context: "/wiki" },
    };
  }
  const { accountId, email, displayName, timeZone } = user;
  return {
    type: "known",
    accountId,
    accountType: "atlassian",
    email,
    publicName: displayName,
    displayName,
    timeZone,
    profilePicture,
    isExternalCollaborator: false,
    _expandable: { operations: "", personalSpace: "" },
    _links: { base, context: "/wiki", self: `${base}/rest/api/user?accountId=${accountId}` },
  };
}

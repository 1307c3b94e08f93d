/**
 * Cloud's representation of people and links in Confluence.
 *
 * @module
 */
import type { Call } from "../call.ts";
import type { User } from "../model.ts";
import type { WikiView } from "../wiki/view.ts";

/** Links to a resource. */
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

/** The view of a call. */
export function cloudWikiView(call: Call): WikiView {
  const base = `${call.place.baseUrl}/wiki`;
  return {
    deployment: "cloud",
    base,
    context: "/wiki",
    person: (user) => cloudConfluenceUser(base, user),
    world: call.world,
  };
}

/** A person; `undefined` for an anonymous one. */
export function cloudConfluenceUser(base: string, user: User | undefined): CloudConfluenceUser {
  const profilePicture = {
    path: "/wiki/images/icons/profilepics/default.svg",
    width: 48,
    height: 48,
    isDefault: true,
  };
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

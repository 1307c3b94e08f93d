/**
 * Data Center's representation of people and links in Confluence.
 *
 * @module
 */
import type { Call } from "../call.ts";
import type { User } from "../model.ts";
import type { WikiView } from "../wiki/view.ts";

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

/** `Person` in Atlassian's document, which omits the user name and the key. */
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

/** The view of a call. */
export function dataCenterWikiView(call: Call): WikiView {
  const base = call.place.baseUrl;
  return {
    deployment: "data-center",
    base,
    context: contextOf(base),
    person: (user) => dataCenterPerson(base, user),
    world: call.world,
  };
}

/** A person; `undefined` for an anonymous one. */
export function dataCenterPerson(base: string, user: User | undefined): DataCenterPerson {
  const context = contextOf(base);
  const profilePicture = {
    path: `${context}/images/icons/profilepics/default.svg`,
    width: 48,
    height: 48,
    isDefault: true,
  };
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

function contextOf(base: string): string {
  return new URL(base).pathname.replace(/\/$/, "");
}

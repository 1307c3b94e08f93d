/**
 * An authenticated request.
 *
 * @module
 */
import type { Caller, Place } from "./auth.ts";
import type { IssueSearch } from "./issue_search.ts";
import type { User } from "./model.ts";
import { InputError } from "./input.ts";
import { LOGIN_FAILED } from "./rejections.ts";
import type { Params } from "./router.ts";
import type { World } from "./world.ts";

/** An authenticated request, with everything that a response needs. */
export interface Call {
  readonly request: Request;
  /** The query parameters. */
  readonly query: URLSearchParams;
  /** The REST version in the path: `2`, `3`, `latest`. */
  readonly version: string;
  /** The values of the route's placeholders. */
  readonly params: Params;
  readonly caller: Caller;
  readonly place: Place;
  readonly world: World;
  readonly search: IssueSearch;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The URL of Cloud's media host for attachments; `undefined` if Cloud serves them itself. */
  readonly mediaUrl: string | undefined;
}

/** The caller; `undefined` if anonymous. */
export function userOf(call: Call): User | undefined {
  return call.caller.kind === "user" ? call.caller.user : undefined;
}

/**
 * The caller, who must not be anonymous.
 *
 * @throws {InputError} 401 if anonymous.
 */
export function signedIn(call: Call): User {
  const user = userOf(call);
  if (user === undefined) {
    throw new InputError(
      401,
      "You are not authenticated. Authentication required to perform this operation.",
    );
  }
  return user;
}

/** The value of a placeholder; empty if the route does not have it. */
export function paramOf(call: Call, name: string): string {
  return call.params[name] ?? "";
}

/** Headers that report a rejected credential to an anonymous caller. */
export function loginHeaders(call: Call): Readonly<Record<string, string>> {
  return call.caller.kind === "anonymous" && call.caller.refused ? LOGIN_FAILED : {};
}

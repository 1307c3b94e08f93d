/**
 * A request on its way to its answer.
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

/** A request that was let in, with all that an answer needs. */
export interface Call {
  readonly request: Request;
  /** The query of the address. */
  readonly query: URLSearchParams;
  /** Which REST version was asked, as it stands in the path: `2`, `3`, `latest`. */
  readonly version: string;
  /** What stands in the path where its route has placeholders. */
  readonly params: Params;
  readonly caller: Caller;
  readonly place: Place;
  readonly world: World;
  readonly search: IssueSearch;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Where Cloud keeps the bytes of attachments; `undefined` where it hands them out itself. */
  readonly mediaUrl: string | undefined;
}

/** Who asks; `undefined` for an anonymous one. */
export function userOf(call: Call): User | undefined {
  return call.caller.kind === "user" ? call.caller.user : undefined;
}

/**
 * Who asks, where nobody may who is not known.
 *
 * @throws {InputError} 401 for an anonymous one.
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

/** What the path has at a placeholder; empty where the route has none of that name. */
export function paramOf(call: Call, name: string): string {
  return call.params[name] ?? "";
}

/** The headers that tell an anonymous caller that a credential came and did not count. */
export function loginHeaders(call: Call): Readonly<Record<string, string>> {
  return call.caller.kind === "anonymous" && call.caller.refused ? LOGIN_FAILED : {};
}

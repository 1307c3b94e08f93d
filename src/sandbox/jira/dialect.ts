/**
 * What differs between Cloud's Jira and Data Center's, where their resources are the same otherwise.
 *
 * @module
 */
import { type Call, paramOf, userOf } from "../call.ts";
import { InputError, integerOf } from "../input.ts";
import type { JsonInput } from "../input_json.ts";
import type { Issue, RichText, User } from "../model.ts";
import { type Route, routeAt } from "../router.ts";
import { issueOf } from "../visible.ts";
import type { World } from "../world.ts";
import type { JiraView } from "./view.ts";

/** A face's own ways. */
export interface JiraDialect {
  readonly deployment: "cloud" | "data-center";
  /** The versions in the path, as a regular expression. */
  readonly versions: string;
  /** How it shows things. */
  view(call: Call): JiraView;
  /** A text as it comes in a body; `undefined` where it is not of the right kind. */
  readText(call: Call, value: unknown): RichText | undefined;
  /** What it says to a text of the wrong kind. */
  readonly wrongText: string;
  /** Which member of a reference names a person: `accountId` or `name`. */
  findUser(world: World, reference: JsonInput): User | undefined;
}

/** The route of a resource: its path stands behind `/rest/api/3/`. */
export function jiraRoute(
  dialect: JiraDialect,
  [method, path]: readonly [Route["method"], string],
  answer: Route["answer"],
): Route {
  return routeAt(method, `/rest/api/{version:${dialect.versions}}/${path}`, answer);
}

/**
 * The issue that the path names.
 *
 * @throws {InputError} 404 when there is none, or the caller may not see it.
 */
export function issueAt(call: Call): Issue {
  return namedIssue(call, paramOf(call, "key"));
}

/**
 * An issue by its key or its id.
 *
 * @throws {InputError} 404 when there is none, or the caller may not see it.
 */
export function namedIssue(call: Call, text: string): Issue {
  const issue = issueOf(call.world, userOf(call), text);
  if (issue !== undefined) return issue;
  throw new InputError(404, "Issue does not exist or you do not have permission to see it.");
}

/** Which part of a list is asked for. */
interface Part {
  readonly startAt: number;
  readonly maxResults: number;
}

/** Which part of a list the query asks for. */
export function partOf(call: Call, sizes: { readonly usual: number; readonly most: number }): Part {
  return {
    startAt: Math.max(integerOf(call.query, "startAt") ?? 0, 0),
    maxResults: Math.min(Math.max(integerOf(call.query, "maxResults") ?? sizes.usual, 0), sizes.most),
  };
}

/** That part of a list. */
export function sliceOf<T>(list: readonly T[], { startAt, maxResults }: Part): readonly T[] {
  return list.slice(startAt, startAt + maxResults);
}

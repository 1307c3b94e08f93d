/**
 * The differences between Jira on Cloud and Data Center for otherwise equal resources.
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

/** The differences of a face. */
export interface JiraDialect {
  readonly deployment: "cloud" | "data-center";
  /** The REST versions in the path, as a regular expression. */
  readonly versions: string;
  /** The representation of resources. */
  view(call: Call): JiraView;
  /** Reads rich text from a body; `undefined` if it has the wrong type. */
  readText(call: Call, value: unknown): RichText | undefined;
  /** The message for rich text of the wrong type. */
  readonly wrongText: string;
  /** The member that identifies a person: `accountId` or `name`. */
  findUser(world: World, reference: JsonInput): User | undefined;
}

/** The route of a resource, with a path relative to `/rest/api/3/`. */
export function jiraRoute(
  dialect: JiraDialect,
  [method, path]: readonly [Route["method"], string],
  answer: Route["answer"],
): Route {
  return routeAt(method, `/rest/api/{version:${dialect.versions}}/${path}`, answer);
}

/**
 * The issue in the path.
 *
 * @throws {InputError} 404 if it does not exist, or the caller may not see it.
 */
export function issueAt(call: Call): Issue {
  return namedIssue(call, paramOf(call, "key"));
}

/**
 * An issue by its key or its id.
 *
 * @throws {InputError} 404 if it does not exist, or the caller may not see it.
 */
export function namedIssue(call: Call, text: string): Issue {
  const issue = issueOf(call.world, userOf(call), text);
  if (issue !== undefined) return issue;
  throw new InputError(404, "Issue does not exist or you do not have permission to see it.");
}

/** A requested part of a list. */
interface Part {
  readonly startAt: number;
  readonly maxResults: number;
}

/** The part of a list that the query requests. */
export function partOf(call: Call, sizes: { readonly usual: number; readonly most: number }): Part {
  return {
    startAt: Math.max(integerOf(call.query, "startAt") ?? 0, 0),
    maxResults: Math.min(Math.max(integerOf(call.query, "maxResults") ?? sizes.usual, 0), sizes.most),
  };
}

/** Selects a part of a list. */
export function sliceOf<T>(list: readonly T[], { startAt, maxResults }: Part): readonly T[] {
  return list.slice(startAt, startAt + maxResults);
}

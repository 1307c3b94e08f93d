/**
 * Searches issues, and caches the last results, so that all pages of a search cost one search.
 *
 * @module
 */
import { runJql } from "./jql/compile.ts";
import { parseJql } from "./jql/parser.ts";
import type { Issue, User } from "./model.ts";
import { worldSeenBy } from "./visible.ts";
import type { World } from "./world.ts";

/** A search. */
interface IssueQuery {
  readonly jql: string;
  /** The caller; an anonymous one finds nothing, because no project here is public. */
  readonly user: User | undefined;
  /** The time that relative dates refer to, in milliseconds since 1970. */
  readonly now: number;
}

/** Finds issues. */
export interface IssueSearch {
  /**
   * The matching issues, in the order of the query.
   *
   * @throws {JqlError} if Jira would reject the query.
   */
  find(query: IssueQuery): readonly Issue[];
  /** Clears the cache after an issue changed. */
  forget(): void;
}

const REMEMBERED = 4;
const MINUTE = 60_000;

/** Creates a search over a world. */
export function createSearch(world: World): IssueSearch {
  const results = new Map<string, readonly Issue[]>();
  return {
    find({ jql, user, now }) {
      const moment = endOfMinute(now);
      const key = JSON.stringify([jql, user?.accountId ?? null, moment]);
      const known = results.get(key);
      if (known !== undefined) return known;
      const found = runJql(parseJql(jql), { world: worldSeenBy(world, user), user, now: moment });
      const visible = user === undefined ? [] : found;
      results.set(key, visible);
      for (const oldest of results.keys()) {
        if (results.size <= REMEMBERED) break;
        results.delete(oldest);
      }
      return visible;
    },
    forget: () => results.clear(),
  };
}

/** The next full minute: the precision of relative dates, and never before an event. */
export function endOfMinute(time: number): number {
  return Math.ceil(time / MINUTE) * MINUTE;
}

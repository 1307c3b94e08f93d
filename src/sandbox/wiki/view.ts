/**
 * What differs between Cloud's Confluence and Data Center's, where they show the same things.
 *
 * @module
 */
import type { Call } from "../call.ts";
import { listOf } from "../input.ts";
import type { User } from "../model.ts";
import type { World } from "../world.ts";

/** A face's own ways. */
export interface WikiView {
  readonly deployment: "cloud" | "data-center";
  /** Where Confluence is: the site with `/wiki`, or with its context path. */
  readonly base: string;
  /** The path of that. */
  readonly context: string;
  /** A person. */
  readonly person: (user: User) => object;
  readonly world: World;
}

/** A moment as Confluence writes it: `2026-01-17T12:34:00.000Z`. */
export function wikiTime(time: number): string {
  return new Date(time).toISOString();
}

/** What an `expand` names: `body.storage` names `body`, too. */
export interface Expansions {
  /** Whether it names anything. */
  readonly any: boolean;
  has(name: string): boolean;
}

/** The expansions that the query asks for. */
export function expansionsOf(call: Call, usual: readonly string[] = []): Expansions {
  const names = listOf(call.query, "expand") ?? usual;
  return {
    any: names.length > 0,
    has: (name) => names.some((named) => named === name || named.startsWith(`${name}.`)),
  };
}

/**
 * The most items that Confluence gives at once.
 *
 * @see https://support.atlassian.com/confluence/kb/searching-for-content-with-the-rest-api-and-cql-always-limits-results-to-50
 */
export function mostItems(expand: Expansions): number {
  if (expand.has("body")) return 50;
  return expand.any ? 200 : 1000;
}

/**
 * The differences between Confluence on Cloud and Data Center for otherwise equal resources.
 *
 * @module
 */
import type { Call } from "../call.ts";
import { listOf } from "../input.ts";
import type { User } from "../model.ts";
import type { World } from "../world.ts";

/** The differences of a face. */
export interface WikiView {
  readonly deployment: "cloud" | "data-center";
  /** The URL of Confluence: the site with `/wiki`, or with its context path. */
  readonly base: string;
  /** The path of that URL. */
  readonly context: string;
  /** A person. */
  readonly person: (user: User) => object;
  readonly world: World;
}

/** Formats a time as Confluence does: `2026-01-17T12:34:00.000Z`. */
export function wikiTime(time: number): string {
  return new Date(time).toISOString();
}

/** The names in an `expand` parameter: `body.storage` includes `body`. */
export interface Expansions {
  /** Whether there is any name. */
  readonly any: boolean;
  has(name: string): boolean;
}

/** The expansions of a query. */
export function expansionsOf(call: Call, usual: readonly string[] = []): Expansions {
  const names = listOf(call.query, "expand") ?? usual;
  return {
    any: names.length > 0,
    has: (name) => names.some((named) => named === name || named.startsWith(`${name}.`)),
  };
}

/**
 * Maximum page size of Confluence.
 *
 * @see
 * https://support.atlassian.com/confluence/kb/searching-for-content-with-the-rest-api-and-cql-always-limits-results-to-50
 */
export function mostItems(expand: Expansions): number {
  if (expand.has("body")) return 50;
  return expand.any ? 200 : 1000;
}

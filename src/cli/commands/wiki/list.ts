/**
 * Lists of Confluence's, with their end in sight: what the commands that print one have in common.
 *
 * @module
 */
import { UsageError } from "../../../../mod.ts";
import type { WikiListPage } from "../../../confluence/mod.ts";
import type { Context } from "../../context.ts";
import { type List, printList } from "../../output/listing.ts";

/** How much of a list is wanted. */
export interface ListLimits {
  readonly limit?: number;
  readonly all?: true;
}

/** A list that comes in pages. */
export interface WikiList<T> extends Omit<List<T>, "items"> {
  readonly pages: AsyncIterable<WikiListPage<T>>;
  /** Items in all; without it, all there are. */
  readonly limit: number | undefined;
}

/** As many as are shown without `--limit` or `--all`. */
export const DEFAULT_LIMIT = 50;

/**
 * Items in all; `undefined` for all there are.
 *
 * @throws {UsageError} when both were given, or the limit is 0.
 */
export function limitOf({ limit, all }: ListLimits): number | undefined {
  if (all && limit !== undefined) {
    throw new UsageError("--all does not go with --limit", { hint: "Leave one of them out" });
  }
  if (limit === 0) throw new UsageError("--limit is 0: nothing would be shown", { hint: "Give 1 or more" });
  return all ? undefined : limit ?? DEFAULT_LIMIT;
}

/** Prints a list, and says when there is more. */
export async function printWikiList<T>(context: Context, list: WikiList<T>): Promise<void> {
  let more = false;
  const items = itemsOf(list.pages, (page) => void (more = page.more));
  const members = () => ({ ...list.members?.(), more });
  const count = await printList(context, { ...list, items, members });
  if (more) {
    context.output.say(`Showing the first ${list.limit ?? count}: there are more. Use --limit or --all`);
  }
}

async function* itemsOf<T>(
  pages: AsyncIterable<WikiListPage<T>>,
  onPage: (page: WikiListPage<T>) => void,
): AsyncGenerator<readonly T[], void, void> {
  for await (const page of pages) {
    onPage(page);
    yield page.items;
  }
}

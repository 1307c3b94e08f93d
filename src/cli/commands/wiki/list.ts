/**
 * Limited lists: shared by the commands that print a list from Confluence.
 *
 * @module
 */
import { UsageError } from "../../../../mod.ts";
import type { WikiListPage } from "../../../confluence/mod.ts";
import type { Context } from "../../context.ts";
import { type List, printList } from "../../output/listing.ts";

/** The options that limit a list. */
export interface ListLimits {
  readonly limit?: number;
  readonly all?: true;
}

/** A paginated list. */
interface WikiList<T> extends Omit<List<T>, "items"> {
  readonly pages: AsyncIterable<WikiListPage<T>>;
  /** Maximum number of items; default: no limit. */
  readonly limit: number | undefined;
}

/** The default of `--limit`. */
export const DEFAULT_LIMIT = 50;

/**
 * Maximum number of items; `undefined` for no limit.
 *
 * @throws {UsageError} if both options are given, or the limit is 0.
 */
export function limitOf({ limit, all }: ListLimits): number | undefined {
  if (all && limit !== undefined) {
    throw new UsageError("--all cannot be combined with --limit", { hint: "Omit one of them" });
  }
  if (limit === 0) throw new UsageError("--limit is 0: nothing would be shown", { hint: "Give 1 or more" });
  return all ? undefined : limit ?? DEFAULT_LIMIT;
}

/** Prints a list, and reports if there are more items. */
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

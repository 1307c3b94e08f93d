/**
 * Pagination by `startAt`.
 *
 * @module
 */
import type { Client, Query } from "../client/client.ts";
import { requestLine } from "../client/request.ts";
import type { Shape } from "../client/json_shape.ts";
import { badResponse } from "../client/body.ts";
import { circleGuard } from "../client/page_loops.ts";
import { holdGuard } from "../client/buffer_limit.ts";

/** Members of every page. */
interface OffsetPage {
  readonly startAt?: number | null | undefined;
  readonly total?: number | null | undefined;
  readonly isLast?: boolean | null | undefined;
}

/** The list to fetch. */
interface OffsetList<Page extends OffsetPage, Item> {
  readonly path: string;
  readonly query?: Query | undefined;
  /** The shape of a page. */
  readonly shape: Shape<Page>;
  /** Extracts the items of a page. */
  readonly items: (response: Page) => readonly Item[];
  /** Maximum number of items. By default, all. */
  readonly limit?: number | undefined;
  /** Items per page; the server may send fewer. */
  readonly pageSize: number;
  readonly signal?: AbortSignal | undefined;
}

/** One page of a list. */
export interface ListPage<Item> {
  /** The items, in the requested order. */
  readonly items: readonly Item[];
  /** Whether there are items after this page. */
  readonly more: boolean;
}

/**
 * Fetches a list page by page. It yields at least one page, even if the list is empty.
 *
 * @throws {HttpError} `bad-response` if a page is not the requested one, or pagination never ends.
 */
export async function* offsetPages<Page extends OffsetPage, Item>(
  client: Client,
  list: OffsetList<Page, Item>,
): AsyncGenerator<ListPage<Item>, void, void> {
  const { limit = Infinity, path, signal, shape } = list;
  const fail = (what: string): never => {
    const request = requestLine("GET", client.url("jira", path));
    throw badResponse(`The pages of the list ${what}`, { status: 200, request });
  };
  const guard = circleGuard<number>(fail);
  for (let startAt = 0;;) {
    const maxResults = Math.min(list.pageSize, limit - startAt);
    const query = { ...list.query, startAt, maxResults };
    const response = await client.json({ product: "jira", path, query, signal, shape });
    if ((response.startAt ?? startAt) !== startAt) fail("repeat");
    const items = list.items(response).slice(0, limit - startAt);
    startAt += items.length;
    const more = items.length > 0 && response.isLast !== true && startAt < (response.total ?? Infinity);
    yield { items, more };
    if (!more || startAt >= limit) return;
    guard(startAt, items.length);
  }
}

/** Fetches a whole list that is known to be short. */
export async function wholeList<Page extends OffsetPage, Item>(
  client: Client,
  list: OffsetList<Page, Item>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const guard = holdGuard();
  for await (const page of offsetPages(client, list)) {
    guard(page.items);
    for (const item of page.items) items.push(item);
  }
  return items;
}

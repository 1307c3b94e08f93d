/**
 * Lists that come in pages by `startAt`.
 *
 * @module
 */
import type { Client, Query } from "../client/client.ts";
import { requestLine } from "../client/request.ts";
import { ask, type Shape } from "../client/json_shape.ts";
import { badAnswer } from "../client/body.ts";
import { circleGuard } from "../client/page_loops.ts";
import { holdGuard } from "../client/buffer_limit.ts";

/** What every page says of itself. */
interface OffsetAnswer {
  readonly startAt?: number | null | undefined;
  readonly total?: number | null | undefined;
  readonly isLast?: boolean | null | undefined;
}

/** What to list. */
interface OffsetList<Answer extends OffsetAnswer, Item> {
  readonly path: string;
  readonly query?: Query | undefined;
  /** What a page looks like. */
  readonly shape: Shape<Answer>;
  /** What it holds. */
  readonly items: (answer: Answer) => readonly Item[];
  /** Items in all. Without it, all there are. */
  readonly limit?: number | undefined;
  /** Items a page; the server may send fewer. */
  readonly pageSize: number;
  readonly signal?: AbortSignal | undefined;
}

/** A part of a list. */
export interface ListPage<Item> {
  /** In the order that was asked for. */
  readonly items: readonly Item[];
  /** Whether there are more than all pages up to this one have. */
  readonly more: boolean;
}

/**
 * Lists, page by page; at least one comes, also when it is empty.
 *
 * @throws {HttpError} `bad-response` when a page is not the one that was asked for, or there is no end of pages.
 */
export async function* offsetPages<Answer extends OffsetAnswer, Item>(
  client: Client,
  list: OffsetList<Answer, Item>,
): AsyncGenerator<ListPage<Item>, void, void> {
  const { limit = Infinity, path, signal, shape } = list;
  const fail = (what: string): never => {
    const request = requestLine("GET", client.url("jira", path));
    throw badAnswer(`The pages of the list ${what}`, { status: 200, request });
  };
  const guard = circleGuard<number>(fail);
  for (let startAt = 0;;) {
    const maxResults = Math.min(list.pageSize, limit - startAt);
    const query = { ...list.query, startAt, maxResults };
    const answer = await ask(client, { product: "jira", path, query, signal, shape });
    if ((answer.startAt ?? startAt) !== startAt) fail("go in circles");
    const items = list.items(answer).slice(0, limit - startAt);
    startAt += items.length;
    const more = items.length > 0 && answer.isLast !== true && startAt < (answer.total ?? Infinity);
    yield { items, more };
    if (!more || startAt >= limit) return;
    guard(startAt, items.length);
  }
}

/** Everything in a list whose length nobody has to fear. */
export async function wholeList<Answer extends OffsetAnswer, Item>(
  client: Client,
  list: OffsetList<Answer, Item>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const guard = holdGuard();
  for await (const page of offsetPages(client, list)) {
    guard(page.items);
    for (const item of page.items) items.push(item);
  }
  return items;
}

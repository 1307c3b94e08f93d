/**
 * Pagination in Confluence Data Center: `start` and `limit`.
 *
 * @module
 */
import { json } from "../responses.ts";
import { type Call, loginHeaders } from "../call.ts";
import { integerOf } from "../input.ts";
import { dataCenterWikiView } from "./confluence_view.ts";

/**
 * A page of a list, with a link to the next one, relative to `_links.base`.
 *
 * @param list `most`: the maximum page size; `usual`: the default.
 */
export function offsetPage<T>(
  call: Call,
  all: readonly T[],
  list: {
    readonly most: number;
    readonly usual?: number;
    readonly show: (item: T) => object;
    readonly more?: object;
  },
): Response {
  const start = Math.max(integerOf(call.query, "start") ?? 0, 0);
  const limit = Math.min(Math.max(integerOf(call.query, "limit") ?? list.usual ?? 25, 0), list.most);
  const results = all.slice(start, start + limit).map(list.show);
  const { base, context } = dataCenterWikiView(call);
  const link = (from: number): string => {
    const url = new URL(call.request.url);
    url.searchParams.set("start", String(from));
    url.searchParams.set("limit", String(limit));
    return `${url.pathname.slice(context.length)}${url.search}`;
  };
  const links = {
    base,
    context,
    self: call.request.url,
    ...(limit > 0 && start + limit < all.length ? { next: link(start + limit) } : {}),
    ...(start > 0 ? { prev: link(Math.max(start - limit, 0)) } : {}),
  };
  return json({ results, start, limit, size: results.length, ...list.more, _links: links }, {
    headers: loginHeaders(call),
  });
}

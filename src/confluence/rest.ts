/**
 * Paths and URLs of Confluence's resources on Cloud and Data Center, and pagination by links.
 *
 * @module
 */
import { array, looseObject, nullish, string, unknown } from "zod/mini";
import type { Client, Query } from "../client/client.ts";
import { requestLine } from "../client/request.ts";
import { lazyShape, type Shape } from "../client/json_shape.ts";
import { badResponse } from "../client/body.ts";
import { circleGuard } from "../client/page_loops.ts";
import { holdGuard } from "../client/buffer_limit.ts";
import { urlPath } from "../core/arguments.ts";
import { AtlcliError } from "../core/errors.ts";
import { urlOf } from "../core/url.ts";

/** One page of a list. */
export interface WikiListPage<Item> {
  /** The items of this page. */
  readonly items: readonly Item[];
  /** Whether there are items after this page. */
  readonly more: boolean;
}

/** The list to fetch. */
interface LinkedList<Item> {
  readonly path: string;
  readonly query?: Query | undefined;
  /** The shape of an item. */
  readonly shape: Shape<Item>;
  /** Maximum number of items. By default, all. */
  readonly limit?: number | undefined;
  /** Items per page; the server may send fewer. */
  readonly pageSize: number;
  readonly signal?: AbortSignal | undefined;
}

/** The path of a resource in Confluence's first API, which Data Center supports completely, and Cloud in part. */
export function contentPath(id: string, below = ""): string {
  return urlPath`/rest/api/content/${{ id }}` + below;
}

/** The path of a page's resource. */
export function pagePath(client: Client, id: string): string {
  return client.deployment === "cloud" ? urlPath`/api/v2/pages/${{ id }}` : contentPath(id);
}

/** The browser URL of a link such as `_links.webui`; the site itself if the link leads out of it. */
export function webUrl(client: Client, link: string | null | undefined): string {
  const base = client.deployment === "cloud" ? `${client.site.url}/wiki` : client.site.url;
  if (link === null || link === undefined || !/^\/(?![/\\])/.test(link)) return base;
  const { contextPath } = client.site;
  const below = contextPath !== "" && link.startsWith(`${contextPath}/`)
    ? link.slice(contextPath.length)
    : link.replace(client.deployment === "cloud" ? /^\/wiki(?=\/)/ : /^$/, "");
  return urlOf(`${base}${below}`)?.href ?? base;
}

const ListResponse = lazyShape(() =>
  looseObject({ results: array(unknown()), _links: nullish(looseObject({ next: nullish(string()) })) })
);

/**
 * Fetches a list page by page, following the link to the next one. It yields at least one page, even if the list is
 * empty.
 *
 * @throws {HttpError} `bad-response` if an item lacks a required member, or for a pagination loop.
 * @throws {RangeError} if `limit` is not a whole number above 0.
 */
export async function* linkedPages<Item>(
  client: Client,
  list: LinkedList<Item>,
): AsyncGenerator<WikiListPage<Item>, void, void> {
  let left = list.limit ?? Infinity;
  if (!(left > 0) || (left !== Infinity && !Number.isInteger(left))) {
    throw new RangeError("A list needs a limit that is a whole number above 0");
  }
  const query = { ...list.query, limit: Math.min(list.pageSize, left) };
  let at: { readonly path: string | URL; readonly query?: Query } = { path: list.path, query };
  const guard = circleGuard<string>((what) => {
    throw badResponse(`The pages of the list ${what}`, about(client, list));
  });
  for (;;) {
    const response = await client.json({
      product: "confluence",
      ...at,
      signal: list.signal,
      shape: ListResponse,
    });
    const items = response.results.slice(0, left).map((item) => itemOf(client, { item, list }));
    const link = response._links?.next ?? "";
    left -= items.length;
    yield { items, more: link !== "" || items.length < response.results.length };
    if (link === "" || left <= 0) return;
    const from = typeof at.path === "string" ? client.url("confluence", at.path) : at.path;
    const next = client.resolveNext(link, { from, product: "confluence" });
    guard(next.href, items.length);
    at = { path: next };
  }
}

/** Fetches a whole list that is known to be short. */
export async function wholeList<Item>(pages: AsyncIterable<WikiListPage<Item>>): Promise<readonly Item[]> {
  const items: Item[] = [];
  const guard = holdGuard();
  for await (const page of pages) {
    guard(page.items);
    for (const item of page.items) items.push(item);
  }
  return items;
}

/**
 * Maps the items of all pages.
 *
 * @param onRefused Called with the error for an item that `map` rejects, which is left out. Without it, the error is
 * thrown.
 */
export async function* mapPages<From, To>(
  pages: AsyncIterable<WikiListPage<From>>,
  map: (item: From) => To,
  onRefused?: (error: AtlcliError) => void,
): AsyncGenerator<WikiListPage<To>, void, void> {
  const mapOne = (item: From): readonly To[] => {
    try {
      return [map(item)];
    } catch (error) {
      if (onRefused === undefined || !(error instanceof AtlcliError)) throw error;
      onRefused(error);
      return [];
    }
  };
  for await (const { items, more } of pages) yield { items: items.flatMap(mapOne), more };
}

function itemOf<Item>(
  client: Client,
  { item, list }: { readonly item: unknown; readonly list: LinkedList<Item> },
): Item {
  const result = list.shape.safeParse(item);
  if (result.success) return result.data;
  const member = result.error.issues[0]?.path.map(String).join(".") ?? "";
  throw badResponse(`An item of the list lacks "${member}"`, about(client, list));
}

function about<Item>(client: Client, { path }: LinkedList<Item>): { status: number; request: string } {
  return { status: 200, request: requestLine("GET", client.url("confluence", path)) };
}

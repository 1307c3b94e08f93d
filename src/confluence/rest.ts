/**
 * Where Confluence's resources are, on both deployments, and lists that come in linked pages.
 *
 * @module
 */
import { array, looseObject, nullish, string, unknown } from "zod/mini";
import type { Client, Query } from "../client/client.ts";
import { requestLine } from "../client/request.ts";
import { ask, lazyShape, type Shape } from "../client/json_shape.ts";
import { badAnswer } from "../client/body.ts";
import { circleGuard } from "../client/page_loops.ts";
import { holdGuard } from "../client/buffer_limit.ts";
import { urlPath } from "../core/arguments.ts";
import { AtlcliError } from "../core/errors.ts";
import { urlOf } from "../core/url.ts";

/** A part of a list of Confluence's. */
export interface WikiListPage<Item> {
  /** What this page holds. */
  readonly items: readonly Item[];
  /** Whether there are more than all pages up to this one have. */
  readonly more: boolean;
}

/** What to list. */
interface LinkedList<Item> {
  readonly path: string;
  readonly query?: Query | undefined;
  /** What an item looks like. */
  readonly shape: Shape<Item>;
  /** Items in all. Without it, all there are. */
  readonly limit?: number | undefined;
  /** Items a page; the server may send fewer. */
  readonly pageSize: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The path of a resource of Confluence's first API, which Data Center has whole, and Cloud in part.
 *
 * @throws {TypeError} for an id that cannot be one.
 */
export function contentPath(id: string, below = ""): string {
  return urlPath`/rest/api/content/${{ id }}` + below;
}

/**
 * The path of a page.
 *
 * @throws {TypeError} for an id that cannot be one.
 */
export function pagePath(client: Client, id: string): string {
  return client.deployment === "cloud" ? urlPath`/api/v2/pages/${{ id }}` : contentPath(id);
}

/** The address that a link such as `_links.webui` leads to, for people; the site itself for one that leads out. */
export function webUrl(client: Client, link: string | null | undefined): string {
  const base = client.deployment === "cloud" ? `${client.site.url}/wiki` : client.site.url;
  if (link === null || link === undefined || !/^\/(?![/\\])/.test(link)) return base;
  const { contextPath } = client.site;
  const below = contextPath !== "" && link.startsWith(`${contextPath}/`)
    ? link.slice(contextPath.length)
    : link.replace(client.deployment === "cloud" ? /^\/wiki(?=\/)/ : /^$/, "");
  return urlOf(`${base}${below}`)?.href ?? base;
}

const Answer = lazyShape(() =>
  looseObject({ results: array(unknown()), _links: nullish(looseObject({ next: nullish(string()) })) })
);

/**
 * Lists, page by page, by the link to the next one that each answer has; at least one comes, also when it is empty.
 *
 * @throws {HttpError} `bad-response` when an item lacks what is needed, or the pages go in circles.
 * @throws {RangeError} when `limit` is not a whole number above 0.
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
    throw badAnswer(`The pages of the list ${what}`, about(client, list));
  });
  for (;;) {
    const answer = await ask(client, { product: "confluence", ...at, signal: list.signal, shape: Answer });
    const items = answer.results.slice(0, left).map((item) => itemOf(client, { item, list }));
    const link = answer._links?.next ?? "";
    left -= items.length;
    yield { items, more: link !== "" || items.length < answer.results.length };
    if (link === "" || left <= 0) return;
    const from = typeof at.path === "string" ? client.url("confluence", at.path) : at.path;
    const next = client.resolveNext(link, { from, product: "confluence" });
    guard(next.href, items.length);
    at = { path: next };
  }
}

/** Everything in a list whose length nobody has to fear. */
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
 * The pages of a list, as something else.
 *
 * @param onRefused Told of what `map` refuses, which is left out. Without it, that ends the list.
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
  throw badAnswer(`An item of the list lacks "${member}"`, about(client, list));
}

function about<Item>(client: Client, { path }: LinkedList<Item>): { status: number; request: string } {
  return { status: 200, request: requestLine("GET", client.url("confluence", path)) };
}

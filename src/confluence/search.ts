/**
 * Searches in Confluence.
 *
 * @module
 */
import { looseObject, nullish, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
import { requireString, requireText } from "../core/arguments.ts";
import { linkedPages, mapPages, webUrl, type WikiListPage } from "./rest.ts";

/** Something that a search found. Its texts are as the server sent them. */
export interface WikiHit {
  /** `page`, `blogpost`, `attachment`, `comment`, `space`, `user`, … */
  readonly type: string;
  /** A content's id, as text. */
  readonly id: string | undefined;
  /** The title, safe to show. */
  readonly title: string;
  /** The key of its space, as far as the answer tells. */
  readonly spaceKey: string | undefined;
  /** When it was last changed, in ISO 8601. */
  readonly lastModified: string | undefined;
  /** A part of its text. */
  readonly excerpt: string | undefined;
  /** Its address, for people. */
  readonly url: string;
}

/** Options of {@linkcode searchContent}. */
export interface SearchContentOptions {
  /** What to search for, in Confluence's own language. */
  readonly cql: string;
  /** Hits in all. Without it, every one. */
  readonly limit?: number | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** What a CQL is made of. */
export interface CqlQuery {
  /** Words that a title or a text has. */
  readonly text?: string | undefined;
  /** The key of a space. */
  readonly space?: string | undefined;
  /** `page`, `blogpost`, `attachment`, `comment` */
  readonly type?: string | undefined;
}

const PAGE_SIZE = 100;

const HitShape = lazyShape(() =>
  looseObject({
    title: nullish(string()),
    url: nullish(string()),
    excerpt: nullish(string()),
    lastModified: nullish(string()),
    entityType: nullish(string()),
    content: nullish(looseObject({
      id: nullish(string()),
      type: nullish(string()),
      title: nullish(string()),
      space: nullish(looseObject({ key: nullish(string()) })),
      _expandable: nullish(looseObject({ space: nullish(string()) })),
      _links: nullish(looseObject({ webui: nullish(string()) })),
    })),
    space: nullish(looseObject({ key: nullish(string()) })),
    resultGlobalContainer: nullish(looseObject({ displayUrl: nullish(string()) })),
  })
);

/**
 * A value in CQL's quotes.
 *
 * @example
 * ```ts
 * import { quoteCql } from "@atlcli/atlcli/confluence";
 *
 * console.assert(quoteCql("sign in") === '"sign in"');
 * ```
 */
export function quoteCql(value: string): string {
  requireString({ value });
  return `"${value.replace(/[\\"]/g, "\\$&")}"`;
}

/**
 * A CQL of the conditions that are given.
 *
 * @example
 * ```ts
 * import { buildCql } from "@atlcli/atlcli/confluence";
 *
 * console.log(buildCql({ text: "sign in", space: "TEAM", type: "page" }));
 * ```
 */
export function buildCql({ text, space, type }: CqlQuery): string {
  const conditions = [
    ...(text === undefined ? [] : [`siteSearch ~ ${quoteCql(text)}`]),
    ...(space === undefined ? [] : [`space = ${quoteCql(space)}`]),
    ...(type === undefined ? [] : [`type = ${quoteCql(type)}`]),
  ];
  return conditions.join(" AND ");
}

/**
 * Searches, page by page; at least one page comes, also when it is empty.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { searchContent } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * for await (const { items } of searchContent(client, { cql: "type = page", limit: 10 })) {
 *   for (const { title, url } of items) console.log(title, url);
 * }
 * ```
 *
 * @throws {HttpError} `bad-request` for a CQL that the server refuses.
 */
export async function* searchContent(
  client: Client,
  { cql, ...rest }: SearchContentOptions,
): AsyncGenerator<WikiListPage<WikiHit>, void, void> {
  requireText({ cql });
  const query = { cql, excerpt: "indexed", expand: "content.space" };
  const pages = linkedPages(client, {
    path: "/rest/api/search",
    query,
    shape: HitShape,
    pageSize: PAGE_SIZE,
    ...rest,
  });
  yield* mapPages(pages, ({ content, ...hit }): WikiHit => ({
    type: content?.type ?? hit.entityType ?? "content",
    id: content?.id ?? undefined,
    title: content?.title ?? hit.title ?? "",
    spaceKey: content?.space?.key ?? hit.space?.key ?? keyIn(content?._expandable?.space) ??
      keyIn(hit.resultGlobalContainer?.displayUrl),
    lastModified: hit.lastModified ?? undefined,
    excerpt: hit.excerpt ?? undefined,
    url: webUrl(client, hit.url ?? content?._links?.webui),
  }));
}

/** The key at the end of `/rest/api/space/KEY`, `/spaces/KEY` or `/display/KEY`. */
function keyIn(path: string | null | undefined): string | undefined {
  return /\/(?:space|spaces|display)\/([^/?#]+)/.exec(path ?? "")?.[1];
}

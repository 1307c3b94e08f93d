/**
 * Searches Confluence with CQL.
 *
 * @module
 */
import { looseObject, nullish, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
import { requireString, requireText } from "../core/arguments.ts";
import { linkedPages, mapPages, webUrl, type WikiListPage } from "./rest.ts";

/** A search result. Its texts are as the server sent them. */
export interface WikiHit {
  /** The type of content: `page`, `blogpost`, `attachment`, `comment`, `space`, `user`, … */
  readonly type: string;
  /** The content's id; `undefined` for spaces and users. */
  readonly id: string | undefined;
  /** The title, printable. */
  readonly title: string;
  /** The key of its space, if the response has it. */
  readonly spaceKey: string | undefined;
  /** When it was last changed, in ISO 8601. */
  readonly lastModified: string | undefined;
  /** An excerpt of its text. */
  readonly excerpt: string | undefined;
  /** The URL for the browser. */
  readonly url: string;
}

/** Options of {@linkcode searchContent}. */
export interface SearchContentOptions {
  /** The query, in CQL. */
  readonly cql: string;
  /** Maximum number of results. By default, all. */
  readonly limit?: number | undefined;
  /** Aborts the search. */
  readonly signal?: AbortSignal | undefined;
}

/** Conditions of a CQL query. */
export interface CqlQuery {
  /** Words in the title or text. */
  readonly text?: string | undefined;
  /** The key of a space. */
  readonly space?: string | undefined;
  /** The type of content: `page`, `blogpost`, `attachment`, `comment`. */
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
 * Quotes a text as a CQL value.
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
 * Builds the CQL for the given conditions.
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
 * Searches content, page by page. It yields at least one page, even if nothing matches.
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
 * @throws {HttpError} `bad-request` if the server rejects the CQL.
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

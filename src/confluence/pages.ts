/**
 * Finds, reads, creates, changes and deletes pages.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { requireNumber, requireString, requireText } from "../core/arguments.ts";
import { type AtlcliError, HttpError } from "../core/errors.ts";
import { versionConflict } from "./conflict.ts";
import { type Page, pageOf, PageShape } from "./page_shape.ts";
import { linkedPages, mapPages, pagePath, wholeList, type WikiListPage } from "./rest.ts";
import { getSpace, requireSpace } from "./spaces.ts";

export type { Page, PageVersion } from "./page_shape.ts";

/** Options of all calls about one page. */
export interface PageRequest {
  /** The page's id. */
  readonly id: string;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of {@linkcode listPages}. */
export interface ListPagesOptions {
  /** The space by its key, or by id and key, which saves a request on Cloud. */
  readonly space: string | { readonly id: string; readonly key: string };
  /** Only pages with this title. */
  readonly title?: string | undefined;
  /** Whether to include the content. */
  readonly withStorage?: boolean | undefined;
  /** Whether to include the labels; Data Center only. */
  readonly withLabels?: boolean | undefined;
  /** Whether to list the most recently changed pages first; Cloud only. */
  readonly newestFirst?: boolean | undefined;
  /** Maximum number of pages. By default, all. */
  readonly limit?: number | undefined;
  /** Called for a page with an invalid id, which is left out. Without it, such a page is an error. */
  readonly onRefused?: ((error: AtlcliError) => void) | undefined;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
}

/** A page to create. */
export interface NewPage {
  /** The space by its key, or by id and key, which saves a request on Cloud. */
  readonly space: string | { readonly id: string; readonly key: string };
  /** The title, unique in the space. */
  readonly title: string;
  /** The content in storage format. */
  readonly storage: string;
  /**
   * The id of the parent page. By default Cloud creates the page below the space's home page, Data Center at the top
   * level.
   */
  readonly parentId?: string | undefined;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
}

/** A change of a page. */
export interface PageChange extends PageRequest {
  /** The version that the change is based on. */
  readonly version: number;
  /** The title, unique in the space. */
  readonly title: string;
  /** The whole content in storage format. */
  readonly storage: string;
  /** The id of the new parent page. By default, the page is not moved. */
  readonly parentId?: string | undefined;
  /** A comment on the version. */
  readonly message?: string | undefined;
}

/** Page size, which is Cloud's maximum. */
export const PAGE_SIZE = 250;
/** Where pages are listed and made. */
const PATHS = { "cloud": "/api/v2/pages", "data-center": "/rest/api/content" } as const;
const EXPANSIONS = "version,space,ancestors";

/**
 * Lists the current pages of a space, page by page. It yields at least one page of results, even if there are none.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { listPages } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * for await (const { items } of listPages(client, { space: "TEAM", limit: 10 })) {
 *   console.log(items.map(({ title }) => title));
 * }
 * ```
 *
 * @throws {HttpError} `not-found` if the space does not exist, or this account may not see it.
 */
export async function* listPages(
  client: Client,
  options: ListPagesOptions,
): AsyncGenerator<WikiListPage<Page>, void, void> {
  const { space, title, withStorage = false, withLabels = false, newestFirst = false, onRefused, ...rest } =
    options;
  const { signal } = rest;
  if (title !== undefined) requireText({ title });
  const cloud = client.deployment === "cloud";
  requireSpace(client, space);
  const { id, key } = typeof space === "string" ? await getSpace(client, { key: space, signal }) : space;
  const query = cloud
    ? {
      "space-id": id,
      status: "current",
      title,
      "body-format": withStorage ? "storage" : undefined,
      sort: newestFirst ? "-modified-date" : undefined,
    }
    : {
      spaceKey: key,
      type: "page",
      status: "current",
      title,
      expand: `${expansions(withStorage)}${withLabels ? ",metadata.labels" : ""}`,
    };
  const path = PATHS[client.deployment];
  const pages = linkedPages(client, { path, query, shape: PageShape, pageSize: PAGE_SIZE, ...rest });
  yield* mapPages(pages, (raw) => pageOf(client, raw), onRefused);
}

/**
 * Reads a page with its content.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { createPage, getPage } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * const draft = { space: "TEAM", title: `Example ${crypto.randomUUID()}`, storage: "<p>Hello</p>" };
 * const page = await createPage(client, draft);
 * const { storage } = await getPage(client, { id: page.id });
 * console.assert(storage === "<p>Hello</p>");
 * ```
 *
 * @throws {HttpError} `not-found` if the page does not exist, or this account may not see it.
 */
export async function getPage(client: Client, { id, signal }: PageRequest): Promise<Page> {
  const query = client.deployment === "cloud" ? { "body-format": "storage" } : { expand: expansions(true) };
  const path = pagePath(client, id);
  return pageOf(client, await client.json({ product: "confluence", path, query, signal, shape: PageShape }));
}

/**
 * Reads the page with a title, and its content.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { createPage, getPageByTitle } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * const draft = { space: "TEAM", title: `Example ${crypto.randomUUID()}`, storage: "<p>Hello</p>" };
 * const page = await createPage(client, draft);
 * const { id } = await getPageByTitle(client, { space: "TEAM", title: page.title });
 * console.assert(id === page.id);
 * ```
 *
 * @throws {HttpError} `not-found` if the space has no such page, or this account may not see it.
 */
export async function getPageByTitle(
  client: Client,
  options: { readonly space: string; readonly title: string; readonly signal?: AbortSignal | undefined },
): Promise<Page> {
  requireText({ space: options.space, title: options.title });
  const pages = await wholeList(listPages(client, { ...options, withStorage: true, limit: 2 }));
  const [page] = pages;
  if (page !== undefined) return page;
  const { space, title } = options;
  throw new HttpError("not-found", `Space "${space}" has no page "${title}"`, {
    status: 404,
    request: `GET ${client.url("confluence", PATHS[client.deployment]).href}`,
    data: { kind: "no-such-page", space, title },
  });
}

/**
 * Creates a page.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { createPage } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * const page = { space: "TEAM", title: `Example ${crypto.randomUUID()}`, storage: "<p>Hello</p>" };
 * const { id, url } = await createPage(client, page);
 * ```
 *
 * @throws {HttpError} `bad-request` if the title is taken, or the content is not valid storage format.
 */
export async function createPage(client: Client, page: NewPage): Promise<Page> {
  const { title, space, storage: value, parentId, signal } = page;
  requireText({ title, ...(parentId !== undefined && { parentId }) });
  requireString({ storage: value });
  requireSpace(client, space);
  const cloud = client.deployment === "cloud";
  const inSpace = typeof space !== "string"
    ? space
    : cloud
    ? await getSpace(client, { key: space, signal })
    : { id: "", key: space };
  const path = PATHS[client.deployment];
  const storage = { value, representation: "storage" };
  const json = cloud
    ? {
      spaceId: inSpace.id,
      status: "current",
      title,
      ...(parentId !== undefined && { parentId }),
      body: storage,
    }
    : {
      type: "page",
      title,
      space: { key: inSpace.key },
      ...(parentId !== undefined && { ancestors: [{ id: parentId }] }),
      body: { storage },
    };
  const request = { product: "confluence", method: "POST", path, json, signal } as const;
  return pageOf(client, await client.json({ ...request, shape: PageShape }));
}

/**
 * Changes the title and content of a page, in one new version.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { createPage, updatePage } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * const draft = { space: "TEAM", title: `Example ${crypto.randomUUID()}`, storage: "<p>Hello</p>" };
 * const { id, title, version } = await createPage(client, draft);
 * await updatePage(client, { id, title, version: version.number, storage: "<p>Hello again</p>" });
 * ```
 *
 * @throws {HttpError} `conflict` if the page has another version by now. The message says who changed it, and when;
 * nothing was changed.
 */
export async function updatePage(client: Client, change: PageChange): Promise<Page> {
  const { id, title, storage: value, parentId, message, signal } = change;
  requireText({ title, ...(parentId !== undefined && { parentId }) });
  requireString({ storage: value });
  requireNumber({ version: change.version });
  const storage = { value, representation: "storage" };
  const version = { number: change.version + 1, ...(message !== undefined && { message }) };
  const cloud = client.deployment === "cloud";
  const json = cloud
    ? { id, status: "current", title, body: storage, version, ...(parentId !== undefined && { parentId }) }
    : {
      id,
      type: "page",
      title,
      body: { storage },
      version,
      ...(parentId !== undefined && { ancestors: [{ id: parentId }] }),
    };
  const request = { product: "confluence", method: "PUT", path: pagePath(client, id), json, signal } as const;
  try {
    return pageOf(client, await client.json({ ...request, shape: PageShape }));
  } catch (error) {
    throw await versionConflict(client, { error, change });
  }
}

/**
 * Moves a page to the trash of its space, from which it can be restored.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { createPage, deletePage } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * const draft = { space: "TEAM", title: `Example ${crypto.randomUUID()}`, storage: "<p>Hello</p>" };
 * const page = await createPage(client, draft);
 * await deletePage(client, { id: page.id });
 * ```
 *
 * @throws {HttpError} `not-found`, `permission`.
 */
export async function deletePage(client: Client, { id, signal }: PageRequest): Promise<void> {
  await client.json({ product: "confluence", method: "DELETE", path: pagePath(client, id), signal });
}

/** The `expand` parameter for a page on Data Center. */
export function expansions(withStorage: boolean): string {
  return withStorage ? `body.storage,${EXPANSIONS}` : EXPANSIONS;
}

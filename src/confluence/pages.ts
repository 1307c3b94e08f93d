/**
 * Pages: found, read, made, changed, deleted.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { ask } from "../client/json_shape.ts";
import { requireNumber, requireString, requireText } from "../core/arguments.ts";
import { type AtlcliError, HttpError } from "../core/errors.ts";
import { versionConflict } from "./conflict.ts";
import { type Page, pageOf, PageShape } from "./page_shape.ts";
import { linkedPages, mapPages, pagePath, wholeList, type WikiListPage } from "./rest.ts";
import { getSpace, requireSpace } from "./spaces.ts";

export type { Page, PageVersion } from "./page_shape.ts";

/** What calls about one page have in common. */
export interface PageRequest {
  /** Its id. */
  readonly id: string;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of {@linkcode listPages}. */
export interface ListPagesOptions {
  /** The space, by its key; or by its id on Cloud, which saves a question. */
  readonly space: string | { readonly id: string; readonly key: string };
  /** Only pages of this title. */
  readonly title?: string | undefined;
  /** Whether the pages come with their content. */
  readonly withStorage?: boolean | undefined;
  /** Whether they come with their labels; only Data Center can. */
  readonly withLabels?: boolean | undefined;
  /** Whether those that were changed last come first; only Cloud can. */
  readonly newestFirst?: boolean | undefined;
  /** Pages in all. Without it, every one. */
  readonly limit?: number | undefined;
  /** Told of a page whose id is invalid, which is left out. Without it, that ends the list. */
  readonly onRefused?: ((error: AtlcliError) => void) | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** A new page. */
export interface NewPage {
  /** The space, by its key; or by its id on Cloud, which saves a question. */
  readonly space: string | { readonly id: string; readonly key: string };
  /** Its title, unique in the space. */
  readonly title: string;
  /** Its content, in storage format. */
  readonly storage: string;
  /** The page that it goes below. Without it, Cloud puts it below the space's home page, Data Center beside that. */
  readonly parentId?: string | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** A change of a page. */
export interface PageChange extends PageRequest {
  /** The version that the change begins from. */
  readonly version: number;
  /** Its title, unique in the space. */
  readonly title: string;
  /** Its content, in storage format: all of it. */
  readonly storage: string;
  /** The page that it goes below from now on; without it, it stays where it is. */
  readonly parentId?: string | undefined;
  /** What is said of the version. */
  readonly message?: string | undefined;
}

/** As many as Cloud sends at most. */
export const PAGE_SIZE = 250;
/** Where pages are listed and made. */
const PATHS = { "cloud": "/api/v2/pages", "data-center": "/rest/api/content" } as const;
const EXPANSIONS = "version,space,ancestors";

/**
 * Lists the pages of a space that are current, page by page; at least one page comes, also when it is empty.
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
 * @throws {HttpError} `not-found` when there is no such space, or this account may not see it.
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
 * Reads a page, with its content.
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
 * @throws {HttpError} `not-found` when there is none, or this account may not see it.
 */
export async function getPage(client: Client, { id, signal }: PageRequest): Promise<Page> {
  const query = client.deployment === "cloud" ? { "body-format": "storage" } : { expand: expansions(true) };
  const path = pagePath(client, id);
  return pageOf(client, await ask(client, { product: "confluence", path, query, signal, shape: PageShape }));
}

/**
 * Reads the page of a title, with its content.
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
 * @throws {HttpError} `not-found` when the space has none, or this account may not see it.
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
    hint: "It does not exist, or this account may not see it. See: wiki page list --space KEY",
  });
}

/**
 * Makes a page.
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
 * @throws {HttpError} `bad-request` when the space has a page of that title already, or the content is no storage format.
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
  return pageOf(client, await ask(client, { ...request, shape: PageShape }));
}

/**
 * Changes a page: its title and its content, in one new version.
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
 * @throws {HttpError} `conflict` when the page has another version by now: the message says who changed it, and when;
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
    return pageOf(client, await ask(client, { ...request, shape: PageShape }));
  } catch (error) {
    throw await versionConflict(client, { error, change });
  }
}

/**
 * Puts a page into the trash of its space, from where it can be taken back.
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

/** What a page is asked for with on Data Center. */
export function expansions(withStorage: boolean): string {
  return withStorage ? `body.storage,${EXPANSIONS}` : EXPANSIONS;
}

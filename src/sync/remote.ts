/**
 * Reads the pages of a space with labels and attachments, but without content.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { holdGuard } from "../client/buffer_limit.ts";
import type { Attachment } from "../confluence/attachments.ts";
import { listInventory } from "../confluence/inventory.ts";
import { getPages } from "../confluence/page_batch.ts";
import { getPage, listPages, type Page } from "../confluence/pages.ts";
import { AtlcliError, HttpError } from "../core/errors.ts";
import type { Undecided } from "./conflicts.ts";

/** A page with its labels and attachments. */
export interface RemotePage extends Page {
  /** The label names, sorted. */
  readonly labels: readonly string[];
  readonly attachments: readonly Attachment[];
}

/** The space to read. */
interface SpaceRequest {
  readonly space: { readonly id: string; readonly key: string };
  readonly signal?: AbortSignal | undefined;
}

/** Maximum size of buffered page contents, in characters. */
const MOST_HELD = 8 * 1024 * 1024;
/** Number of pages per request for contents; Cloud's maximum. */
const CHUNK = 250;

/** The pages of a space, without labels, files and contents. */
interface RemotePages {
  readonly pages: ReadonlyMap<string, Page>;
  /** Items of the site with unusable names or ids. */
  readonly refused: readonly Undecided[];
}

/** Reads every current page of a space, by id: two requests for 500 pages. */
export async function readPages(
  client: Client,
  { space, signal }: SpaceRequest,
): Promise<RemotePages> {
  const found = new Found();
  const onRefused = (error: AtlcliError): void => found.refuse(error);
  for await (const { items } of listPages(client, { space, signal, onRefused })) {
    for (const page of items) found.add(page);
  }
  const { pages, refused } = found.space();
  return { pages, refused };
}

/** Options of {@linkcode readSpace}. */
interface ReadOptions extends SpaceRequest {
  /** The ids of previously known pages. */
  readonly known: ReadonlySet<string>;
}

/** The current state of a space. */
interface RemoteSpace {
  readonly pages: ReadonlyMap<string, RemotePage>;
  /** Contents that arrived with the list, by id, up to the buffer limit. */
  readonly contents: Map<string, Page>;
  /** What the site describes in a way that cannot be used. */
  readonly refused: readonly Undecided[];
}

/**
 * Reads every page of a space, with labels and attachments.
 *
 * Data Center lists pages with their labels, and on the first pull with their contents, which saves requests. Cloud's
 * list has no labels. There, pages come from a search, combined with the list of recently changed pages, which the
 * search index may lack. A page that the search does not find is requested before it counts as deleted.
 */
export async function readSpace(client: Client, options: ReadOptions): Promise<RemoteSpace> {
  const found = new Found();
  const { space, known, signal } = options;
  const onRefused = (error: AtlcliError): void => found.refuse(error);
  if (client.deployment === "data-center") {
    const first = known.size === 0;
    for await (
      const { items } of listPages(client, { space, signal, withLabels: true, withStorage: first, onRefused })
    ) {
      for (const page of items) found.add(page);
    }
    await found.addInventory(listInventory(client, { space: space.key, attachmentsOnly: true, signal }));
  } else {
    await found.addInventory(listInventory(client, { space: space.key, signal }));
    const newest = { space, signal, newestFirst: true, limit: CHUNK, onRefused };
    for await (const { items } of listPages(client, newest)) for (const page of items) found.refresh(page);
    const missing = [...known].filter((id) => !found.has(id));
    for await (const pages of readContents(client, { ids: missing, signal })) {
      // A page may have been moved to another space.
      for (const page of pages) if (page.spaceId === space.id) found.add(page);
    }
  }
  return found.space();
}

class Found {
  readonly #pages = new Map<string, Page>();
  readonly #files = new Map<string, Attachment[]>();
  readonly #contents = new Map<string, Page>();
  readonly #refused = new Map<string, Undecided>();
  readonly #guard = holdGuard();
  #held = 0;

  has(id: string): boolean {
    return this.#pages.has(id);
  }

  add({ storage, ...page }: Page): void {
    const known = { ...page, storage: undefined };
    if (!this.#pages.has(page.id)) this.#guard([known]);
    this.#pages.set(page.id, known);
    if (storage === undefined || this.#held + storage.length > MOST_HELD) return;
    this.#held += storage.length;
    this.#contents.set(page.id, { ...page, storage });
  }

  /** Reported once, even if it is in several lists. */
  refuse({ message }: AtlcliError): void {
    this.#refused.set(message, { path: "", id: "", why: "refused", text: `${message}: left out` });
  }

  /** A list is more recent than a search; but only the search has labels, and parents that are pages. */
  refresh(page: Page): void {
    const before = this.#pages.get(page.id);
    this.add({ ...page, parentId: before?.parentId ?? page.parentId, labels: before?.labels });
  }

  async addInventory(inventory: ReturnType<typeof listInventory>): Promise<void> {
    for await (const { items } of inventory) {
      for (const item of items) {
        if (item.kind === "page") this.add(item.page);
        if (item.kind === "refused") this.refuse(item.error);
        const { pageId } = item.kind === "attachment" ? item.attachment : {};
        if (item.kind !== "attachment" || pageId === undefined) continue;
        this.#guard([item.attachment]);
        const files = this.#files.get(pageId);
        if (files === undefined) this.#files.set(pageId, [item.attachment]);
        else files.push(item.attachment);
      }
    }
  }

  space(): RemoteSpace {
    const pages = [...this.#pages].map(([id, page]): readonly [string, RemotePage] => {
      // On Cloud a page can be in a folder, which only some responses show. A parent that is not a page of the space is
      // ignored.
      const parentId = this.#pages.has(page.parentId ?? "") ? page.parentId : undefined;
      return [id, { ...page, parentId, labels: page.labels ?? [], attachments: this.#files.get(id) ?? [] }];
    });
    return { pages: new Map(pages), contents: this.#contents, refused: [...this.#refused.values()] };
  }
}

/**
 * Yields pages with their content, in chunks that fit into memory: buffered ones first, then by id. Pages deleted in
 * the meantime are left out.
 */
export async function* readContents(
  client: Client,
  options: {
    readonly ids: readonly string[];
    /** Contents that are already buffered; they are removed from it. */
    readonly contents?: Map<string, Page> | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): AsyncGenerator<readonly Page[], void, void> {
  const { contents = new Map<string, Page>(), signal } = options;
  const ids = options.ids.filter((id) => !contents.has(id));
  for (const id of options.ids) {
    const page = contents.get(id);
    contents.delete(id);
    if (page !== undefined) yield [page];
  }
  contents.clear();
  const chunks: (readonly string[])[] = [];
  for (let at = 0; at < ids.length; at += CHUNK) chunks.push(ids.slice(at, at + CHUNK));
  for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
    try {
      const found = new Map((await getPages(client, { ids: chunk, signal })).map((page) => [page.id, page]));
      const pages = await Promise.all(
        chunk.map((id) => found.get(id) ?? pageIfThere(client, { id, signal })),
      );
      yield pages.filter((page) => page !== undefined);
    } catch (error) {
      if (!isTooLarge(error) || chunk.length === 1) throw error;
      const half = chunk.length >> 1;
      chunks.unshift(chunk.slice(0, half), chunk.slice(half));
    }
  }
}

/** Data Center finds pages with a search, whose index lags some seconds behind. */
async function pageIfThere(
  client: Client,
  request: { readonly id: string; readonly signal?: AbortSignal | undefined },
): Promise<Page | undefined> {
  if (client.deployment === "cloud") return undefined;
  try {
    return await getPage(client, request);
  } catch (error) {
    if (error instanceof AtlcliError && error.code === "not-found") return undefined;
    throw error;
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof HttpError && error.code === "bad-response" && error.message.includes("larger than");
}

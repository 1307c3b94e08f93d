/**
 * A space as it is at the site: every page, its labels and its files, but no content.
 *
 * @module
 */
import type { Client } from "../client.ts";
import type { Attachment } from "../confluence/attachments.ts";
import { listInventory } from "../confluence/inventory.ts";
import { getPage, getPages, listPages, type Page } from "../confluence/pages.ts";
import { AtlcliError, HttpError } from "../errors.ts";

/** A page, and what belongs to it. */
export interface RemotePage extends Page {
  /** Sorted. */
  readonly labels: readonly string[];
  readonly attachments: readonly Attachment[];
}

/** Which space. */
export interface SpaceRequest {
  readonly space: { readonly id: string; readonly key: string };
  readonly signal?: AbortSignal | undefined;
}

/** As many pages as are asked for at once, with their content: as many as Cloud sends. */
const CHUNK = 250;

/** Every page of a space that is current, by id: two requests for 500 pages. */
export async function readPages(
  client: Client,
  { space, signal }: SpaceRequest,
): Promise<ReadonlyMap<string, Page>> {
  const pages = new Map<string, Page>();
  for await (const { items } of listPages(client, { space, signal })) {
    for (const page of items) pages.set(page.id, page);
  }
  return pages;
}

/** Every page of a space, with labels and files. */
export async function readSpace(
  client: Client,
  request: SpaceRequest,
): Promise<ReadonlyMap<string, RemotePage>> {
  const { space, signal } = request;
  const pages = await readPages(client, request);
  const labels = new Map<string, readonly string[]>();
  const files = new Map<string, Attachment[]>();
  for await (const { items } of listInventory(client, { space: space.key, signal })) {
    for (const item of items) {
      if (item.kind === "page") labels.set(item.id, item.labels.toSorted());
      else if (item.attachment.pageId !== undefined) {
        const { pageId } = item.attachment;
        files.set(pageId, [...files.get(pageId) ?? [], item.attachment]);
      }
    }
  }
  return new Map(
    [...pages].map(([id, page]) => [
      id,
      { ...page, labels: labels.get(id) ?? [], attachments: files.get(id) ?? [] },
    ]),
  );
}

/**
 * Pages with their content, in chunks that fit into memory, in the order of the ids. What is gone by now is left out.
 */
export async function* readContents(
  client: Client,
  options: { readonly ids: readonly string[]; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<readonly Page[], void, void> {
  const { ids, signal } = options;
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

/** Data Center finds pages by searching, which does not know those of the last seconds. */
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
  return error instanceof HttpError && error.code === "bad-answer" && error.message.includes("larger than");
}

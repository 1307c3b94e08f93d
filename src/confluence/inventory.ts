/**
 * Labels and attached files of a whole space, found by a few searches instead of page by page.
 *
 * @module
 */
import { array, looseObject, nullish, string, union } from "zod/mini";
import type { Client } from "../client.ts";
import { lazyShape } from "../client/ask.ts";
import { type Attachment, attachmentOf, attachmentShape } from "./attachments.ts";
import { linkedPages, mapPages, type WikiListPage } from "./rest.ts";
import { quoteCql } from "./search.ts";

/** The labels of a page, or a file attached to one. */
export type InventoryItem =
  | { readonly kind: "page"; readonly id: string; readonly labels: readonly string[] }
  | { readonly kind: "attachment"; readonly attachment: Attachment };

/** More than a server sends at once: it sends as many as it wants. */
const PAGE_SIZE = 1_000;

const labels = () => array(looseObject({ name: string() }));
const LabelsShape = lazyShape(() =>
  looseObject({ labels: nullish(union([labels(), looseObject({ results: nullish(labels()) })])) })
);
const ItemShape = lazyShape(() => looseObject({ id: string(), type: string() }));
const FileShape = lazyShape(attachmentShape);

/**
 * Lists the labels of a space's pages, and the files attached to them, page by page.
 *
 * It is a search: what was changed in the last seconds may be missing.
 */
export async function* listInventory(
  client: Client,
  options: { readonly space: string; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<WikiListPage<InventoryItem>, void, void> {
  const list = {
    path: "/rest/api/content/search",
    query: {
      cql: `space = ${quoteCql(options.space)} AND type IN (page, attachment)`,
      expand: "version,container,metadata.labels",
    },
    shape: ItemShape,
    pageSize: PAGE_SIZE,
    signal: options.signal,
  };
  yield* mapPages(linkedPages(client, list), itemOf);
}

function itemOf(raw: { readonly id: string; readonly type: string }): InventoryItem {
  if (raw.type === "attachment") {
    const file = FileShape.safeParse(raw);
    if (file.success) return { kind: "attachment", attachment: attachmentOf(file.data) };
  }
  const metadata = "metadata" in raw ? LabelsShape.safeParse(raw.metadata) : undefined;
  const found = metadata?.success === true ? metadata.data.labels : undefined;
  const names = (Array.isArray(found) ? found : resultsOf(found)).map(({ name }) => name);
  return { kind: "page", id: raw.id, labels: names };
}

function resultsOf(found: unknown): readonly { readonly name: string }[] {
  const result = lazyShape(() => looseObject({ results: labels() })).safeParse(found);
  return result.success ? result.data.results : [];
}

/**
 * Lists the content of a space with a few searches instead of page by page: pages with their labels, and attachments.
 *
 * @module
 */
import { looseObject, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
import { AtlcliError } from "../core/errors.ts";
import { type Attachment, attachmentOf, attachmentShape } from "./attachments.ts";
import { type Page, pageOf, PageShape } from "./page_shape.ts";
import { linkedPages, mapPages, type WikiListPage } from "./rest.ts";
import { quoteCql } from "./search.ts";

/** A page with its labels, or a file attached to a page; `refused` is an item with an invalid id. */
type InventoryItem =
  | { readonly kind: "page"; readonly page: Page }
  | { readonly kind: "attachment"; readonly attachment: Attachment }
  | { readonly kind: "refused"; readonly error: AtlcliError }
  | { readonly kind: "other" };

/** The space to list. */
interface InventoryOptions {
  /** The key of the space. */
  readonly space: string;
  /** Whether to list only attachments. */
  readonly attachmentsOnly?: boolean | undefined;
  /** Aborts the requests. */
  readonly signal?: AbortSignal | undefined;
}

/** Page size. It exceeds what servers send at once, so that they use their maximum. */
const PAGE_SIZE = 1_000;

const ItemShape = lazyShape(() => looseObject({ id: string(), type: string() }));
const FileShape = lazyShape(attachmentShape);

/**
 * Lists the pages of a space, without their content, and the files attached to them, page by page.
 *
 * It uses a search, whose index may lag some seconds behind: new items may be missing, and deleted ones present.
 */
export async function* listInventory(
  client: Client,
  { space, attachmentsOnly = false, signal }: InventoryOptions,
): AsyncGenerator<WikiListPage<InventoryItem>, void, void> {
  const types = attachmentsOnly ? "type = attachment" : "type IN (page, attachment)";
  const list = {
    path: "/rest/api/content/search",
    query: {
      cql: `space = ${quoteCql(space)} AND ${types}`,
      expand: `version,container${attachmentsOnly ? "" : ",ancestors,metadata.labels"}`,
    },
    shape: ItemShape,
    pageSize: PAGE_SIZE,
    signal,
  };
  yield* mapPages(linkedPages(client, list), (raw) => itemOf(client, raw));
}

function itemOf(client: Client, raw: { readonly type: string }): InventoryItem {
  try {
    const file = raw.type === "attachment" ? FileShape.safeParse(raw) : undefined;
    if (file?.success === true) return { kind: "attachment", attachment: attachmentOf(file.data) };
    const page = raw.type === "page" ? PageShape.safeParse(raw) : undefined;
    return page?.success === true ? { kind: "page", page: pageOf(client, page.data) } : { kind: "other" };
  } catch (error) {
    if (error instanceof AtlcliError) return { kind: "refused", error };
    throw error;
  }
}

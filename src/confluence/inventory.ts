/**
 * What a space holds, found by a few searches instead of page by page: pages with their labels, and attached files.
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

/** A page with its labels, or a file attached to one; `refused` is what the site describes in a way that makes no sense. */
type InventoryItem =
  | { readonly kind: "page"; readonly page: Page }
  | { readonly kind: "attachment"; readonly attachment: Attachment }
  | { readonly kind: "refused"; readonly error: AtlcliError }
  | { readonly kind: "other" };

/** What to list. */
interface InventoryOptions {
  /** The key of the space. */
  readonly space: string;
  /** Whether only attached files are listed. */
  readonly attachmentsOnly?: boolean | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** More than a server sends at once: it sends as many as it wants. */
const PAGE_SIZE = 1_000;

const ItemShape = lazyShape(() => looseObject({ id: string(), type: string() }));
const FileShape = lazyShape(attachmentShape);

/**
 * Lists the pages of a space, without their content, and the files attached to them, page by page.
 *
 * It is a search: what was made or removed in the last seconds may be missing, or still be there.
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

/**
 * Counts the children and attachments of a page.
 *
 * @module
 */
import { looseObject, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
import type { PageRequest } from "./pages.ts";
import { contentPath, linkedPages, pagePath } from "./rest.ts";

/** The items to count: direct child pages, or attached files. */
export type PageItems = "children" | "attachments";

/** A count of the first page of a list. */
export interface ItemCount {
  /** Number of items counted. */
  readonly count: number;
  /** Whether there are more. */
  readonly more: boolean;
}

/** Maximum count: both deployments send 200 items in one response. */
const MOST = 200;
const PATHS: Readonly<Record<PageItems, { readonly cloud: string; readonly dataCenter: string }>> = {
  children: { cloud: "/direct-children", dataCenter: "/child/page" },
  attachments: { cloud: "/attachments", dataCenter: "/child/attachment" },
};
const ItemShape = lazyShape(() => looseObject({ id: string() }));

/**
 * Counts the items of a page in one request: up to 200, and whether there are more.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { countPageItems, createPage } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * const draft = { space: "TEAM", title: `Example ${crypto.randomUUID()}`, storage: "<p>Hello</p>" };
 * const { id } = await createPage(client, draft);
 * const { count, more } = await countPageItems(client, { id, items: "children" });
 * console.assert(count === 0 && !more);
 * ```
 *
 * @param options `items`: the kind of item.
 * @throws {HttpError} `not-found`, `permission`.
 */
export async function countPageItems(
  client: Client,
  { id, items, signal }: PageRequest & { readonly items: PageItems },
): Promise<ItemCount> {
  const { cloud, dataCenter } = PATHS[items];
  const path = client.deployment === "cloud"
    ? `${pagePath(client, id)}${cloud}`
    : contentPath(id, dataCenter);
  const list = { path, shape: ItemShape, pageSize: MOST, limit: MOST, signal };
  for await (const page of linkedPages(client, list)) return { count: page.items.length, more: page.more };
  return { count: 0, more: false };
}

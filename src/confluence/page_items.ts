/**
 * How much hangs on a page.
 *
 * @module
 */
import { looseObject, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
import type { PageRequest } from "./pages.ts";
import { contentPath, linkedPages, pagePath } from "./rest.ts";

/** What hangs on a page: the pages right below it, or the files attached to it. */
export type PageItems = "children" | "attachments";

/** A count that was taken of the first part of a list. */
export interface ItemCount {
  /** How many there are. */
  readonly count: number;
  /** Whether there are more than that. */
  readonly more: boolean;
}

/** As many as both deployments send in one response. */
const MOST = 200;
const PATHS: Readonly<Record<PageItems, { readonly cloud: string; readonly dataCenter: string }>> = {
  children: { cloud: "/direct-children", dataCenter: "/child/page" },
  attachments: { cloud: "/attachments", dataCenter: "/child/attachment" },
};
const ItemShape = lazyShape(() => looseObject({ id: string() }));

/**
 * Counts what hangs on a page, in one request: up to 200, and whether there are more.
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
 * @param options `items`: what is counted.
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

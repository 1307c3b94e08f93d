/**
 * Reads several pages in one request.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { invalid } from "../core/arguments.ts";
import { isPageId } from "./ids.ts";
import { type Page, pageOf, PageShape } from "./page_shape.ts";
import { expansions, PAGE_SIZE } from "./pages.ts";
import { linkedPages, mapPages, wholeList } from "./rest.ts";

/**
 * Reads several pages with their content in one request: at most 250 on Cloud, unsorted. Missing pages are left out.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { getPages } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * const pages = await getPages(client, { ids: [] }); // unknown ids are left out
 * console.assert(pages.length === 0);
 * ```
 *
 * @throws {TypeError} for an id that is not digits.
 */
export async function getPages(
  client: Client,
  options: { readonly ids: readonly string[]; readonly signal?: AbortSignal | undefined },
): Promise<readonly Page[]> {
  const { ids, signal } = options;
  for (const id of ids) if (!isPageId(id)) throw invalid("id", id, "the id of a page");
  if (ids.length === 0) return [];
  const cloud = client.deployment === "cloud";
  const query = cloud
    ? { id: ids, "body-format": "storage", status: "current" }
    : { cql: `id in (${ids.join(",")})`, expand: expansions(true) };
  const path = cloud ? "/api/v2/pages" : "/rest/api/content/search";
  const list = { path, query, shape: PageShape, pageSize: PAGE_SIZE, signal };
  return await wholeList(mapPages(linkedPages(client, list), (raw) => pageOf(client, raw)));
}

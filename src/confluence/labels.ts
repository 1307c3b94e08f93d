/**
 * Labels of pages.
 *
 * @module
 */
import { looseObject, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
import { requireText } from "../core/arguments.ts";
import type { PageRequest } from "./pages.ts";
import { contentPath, linkedPages, pagePath, wholeList } from "./rest.ts";

const LabelShape = lazyShape(() => looseObject({ name: string() }));

/**
 * Lists the names of a page's labels, in the server's order.
 *
 * @example
 * ```ts
 * import { addLabels, createPage, listLabels } from "@atlcli/atlcli/confluence";
 * import { connect } from "@atlcli/atlcli";
 *
 * const { client } = await connect();
 * const draft = { space: "TEAM", title: `Example ${crypto.randomUUID()}`, storage: "<p>Hello</p>" };
 * const page = await createPage(client, draft);
 * await addLabels(client, { id: page.id, names: ["draft"] });
 * console.assert((await listLabels(client, { id: page.id })).includes("draft"));
 * ```
 */
export async function listLabels(client: Client, { id, signal }: PageRequest): Promise<readonly string[]> {
  const path = client.deployment === "cloud" ? `${pagePath(client, id)}/labels` : contentPath(id, "/label");
  const labels = await wholeList(linkedPages(client, { path, shape: LabelShape, pageSize: 200, signal }));
  return labels.map(({ name }) => name);
}

/**
 * Adds labels to a page by name. Existing labels stay.
 *
 * @example
 * ```ts
 * import { addLabels, createPage } from "@atlcli/atlcli/confluence";
 * import { connect } from "@atlcli/atlcli";
 *
 * const { client } = await connect();
 * const draft = { space: "TEAM", title: `Example ${crypto.randomUUID()}`, storage: "<p>Hello</p>" };
 * const page = await createPage(client, draft);
 * await addLabels(client, { id: page.id, names: ["draft"] });
 * ```
 */
export async function addLabels(
  client: Client,
  { id, names, signal }: PageRequest & { readonly names: readonly string[] },
): Promise<void> {
  for (const name of names) requireText({ name });
  for (const name of names) {
    const json = { prefix: "global", name };
    const path = contentPath(id, "/label");
    await client.json({ product: "confluence", method: "POST", path, json, signal });
  }
}

/**
 * Removes a label from a page.
 *
 * @example
 * ```ts
 * import { addLabels, createPage, removeLabel } from "@atlcli/atlcli/confluence";
 * import { connect } from "@atlcli/atlcli";
 *
 * const { client } = await connect();
 * const draft = { space: "TEAM", title: `Example ${crypto.randomUUID()}`, storage: "<p>Hello</p>" };
 * const page = await createPage(client, draft);
 * await addLabels(client, { id: page.id, names: ["draft"] });
 * await removeLabel(client, { id: page.id, name: "draft" });
 * ```
 */
export async function removeLabel(
  client: Client,
  { id, name, signal }: PageRequest & { readonly name: string },
): Promise<void> {
  requireText({ name });
  // As a query parameter, because a name may contain a slash.
  const request = { product: "confluence", method: "DELETE", path: contentPath(id, "/label") } as const;
  await client.json({ ...request, query: { name }, signal });
}

/**
 * Typed calls to Confluence, for Cloud and Data Center.
 *
 * @example Print the keys of the spaces
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { listSpaces } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * for await (const { items } of listSpaces(client)) {
 *   for (const { key, name } of items) console.log(key, name);
 * }
 * ```
 *
 * @module
 */
export { type Attachment, downloadAttachment, listAttachments, uploadAttachment } from "./attachments.ts";
export { addLabels, listLabels, removeLabel } from "./labels.ts";
export {
  createPage,
  deletePage,
  getPage,
  getPageByTitle,
  listPages,
  type ListPagesOptions,
  type NewPage,
  type Page,
  type PageChange,
  type PageRequest,
  type PageVersion,
  updatePage,
} from "./pages.ts";
export { countPageItems, type ItemCount, type PageItems } from "./page_items.ts";
export { getPages } from "./page_batch.ts";
export type { WikiListPage } from "./rest.ts";
export {
  buildCql,
  type CqlQuery,
  quoteCql,
  searchContent,
  type SearchContentOptions,
  type WikiHit,
} from "./search.ts";
export { getSpace, listSpaces, type ListSpacesOptions, type Space } from "./spaces.ts";

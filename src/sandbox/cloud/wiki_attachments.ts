/**
 * Attachments in Confluence Cloud's second API. Uploads and downloads are in the first one.
 *
 * @module
 */
import { json, noContent } from "../responses.ts";
import { type Call, paramOf, userOf } from "../call.ts";
import { InputError, listOf } from "../input.ts";
import { type Route, routeAt } from "../router.ts";
import type { OnPage } from "../wiki/attachments.ts";
import { attachmentsOf, contentOf, visibleContent } from "../wiki/content.ts";
import { removeAttachment, writerOf } from "../wiki/writes.ts";
import { attachmentJson } from "./wiki_json.ts";
import { cursorPage } from "./wiki_list.ts";
import { pageAt } from "./wiki_pages.ts";

/** The routes of attachments. */
export const WIKI_ATTACHMENT_ROUTES: readonly Route[] = [
  routeAt("GET", "/wiki/api/v2/attachments", (call) => {
    return list(
      call,
      visibleContent(call.world, userOf(call)).filter((content) => content.type === "attachment"),
    );
  }),
  routeAt("GET", "/wiki/api/v2/pages/{id:\\d+}/attachments", (call) => {
    const page = pageAt(call);
    const all = attachmentsOf(call.world, page);
    return list(call, all.map((attachment) => ({ type: "attachment", page, attachment })));
  }),
  routeAt("GET", "/wiki/api/v2/attachments/{id:att\\d+}", (call) => {
    const { attachment, page } = attachmentAt(call);
    return json(attachmentJson(attachment, page));
  }),
  routeAt("DELETE", "/wiki/api/v2/attachments/{id:att\\d+}", (call) => {
    const { attachment, page } = attachmentAt(call);
    writerOf(call, page.space);
    removeAttachment(call, attachment);
    return noContent();
  }),
];

function list(call: Call, all: readonly OnPage[]): Response {
  const names = listOf(call.query, "filename");
  const types = listOf(call.query, "mediaType");
  const found = all
    .filter(({ attachment }) => names?.includes(attachment.fileName) ?? true)
    .filter(({ attachment }) => types?.includes(attachment.mediaType) ?? true);
  return cursorPage(call, found, {
    usual: 50,
    show: ({ attachment, page }) => attachmentJson(attachment, page),
  });
}

function attachmentAt(call: Call): OnPage {
  const id = paramOf(call, "id");
  const content = contentOf(call.world, userOf(call), id);
  if (content?.type !== "attachment") throw new InputError(404, `No attachment with the id ${id}`);
  return content;
}

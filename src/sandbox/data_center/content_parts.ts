/**
 * Children, attachments and labels of pages in Confluence Data Center.
 *
 * @module
 */
import { json, noContent } from "../responses.ts";
import type { Call } from "../call.ts";
import { type Route, routeAt } from "../router.ts";
import {
  attachmentAt,
  downloadAt,
  livePageAt,
  type OnPage,
  upload,
  uploadVersion,
} from "../wiki/attachments.ts";
import { attachmentsOf, childrenOf, type Content, pageContent } from "../wiki/content.ts";
import { contentJson } from "../wiki/content_json.ts";
import { downloadOf } from "../wiki/download.ts";
import { addLabels, listLabels, removeLabel } from "../wiki/labels.ts";
import { expansionsOf, mostItems } from "../wiki/view.ts";
import { removeAttachment, writerOf } from "../wiki/writes.ts";
import { dataCenterWikiView } from "./confluence_view.ts";
import { offsetPage } from "./wiki_list.ts";

const CONTENT = "/rest/api/content/{id:\\d+}";

/** The routes of what belongs to a page. */
export const CONTENT_PART_ROUTES: readonly Route[] = [
  routeAt("GET", `${CONTENT}/child/page`, (call) => {
    return page(call, childrenOf(call.world, livePageAt(call)).map(pageContent));
  }),
  routeAt("GET", `${CONTENT}/child/comment`, comments),
  routeAt("GET", `${CONTENT}/child/attachment`, attachments),
  routeAt("POST", `${CONTENT}/child/attachment`, uploaded),
  routeAt("POST", `${CONTENT}/child/attachment/{attachment}/data`, async (call) => {
    return json(
      contentJson(dataCenterWikiView(call), await uploadVersion(call), expansionsOf(call, ["version"])),
    );
  }),
  routeAt("DELETE", `${CONTENT}/child/attachment/{attachment}`, (call) => {
    const { page: { space }, attachment } = attachmentAt(call);
    writerOf(call, space);
    removeAttachment(call, attachment);
    return noContent();
  }),
  routeAt("GET", `${CONTENT}/label`, listLabels),
  routeAt("POST", `${CONTENT}/label`, addLabels),
  routeAt("DELETE", `${CONTENT}/label`, removeLabel),
  routeAt("DELETE", `${CONTENT}/label/{label}`, removeLabel),
  routeAt("GET", "/download/attachments/{id:\\d+}/{name}", (call) => downloadOf(downloadAt(call))),
];

function page(call: Call, all: readonly Content[]): Response {
  const expand = expansionsOf(call);
  return offsetPage(call, all, {
    most: mostItems(expand),
    show: (content) => contentJson(dataCenterWikiView(call), content, expand),
  });
}

function comments(call: Call): Response {
  const on = livePageAt(call);
  const all = [...call.world.pageComments.values()].filter(({ pageId }) => pageId === on.id);
  return page(call, all.map((comment) => ({ type: "comment", page: on, comment })));
}

function attachments(call: Call): Response {
  const on = livePageAt(call);
  const name = call.query.get("filename");
  const all = attachmentsOf(call.world, on)
    .filter(({ fileName }) => name === null || fileName === name)
    .map((attachment): OnPage => ({ type: "attachment", page: on, attachment }));
  return page(call, all);
}

async function uploaded(call: Call): Promise<Response> {
  const view = dataCenterWikiView(call);
  const replace = call.query.get("allowDuplicated") === "true";
  const expand = expansionsOf(call, ["version", "container"]);
  const results = (await upload(call, { replace })).map((content) => contentJson(view, content, expand));
  const links = { base: view.base, context: view.context };
  return json({ results, start: 0, limit: 50, size: results.length, _links: links });
}

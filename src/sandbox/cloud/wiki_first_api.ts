/**
 * The remains of Confluence's first API on Cloud: CQL searches, labels, uploads and downloads.
 *
 * @module
 */
import { json } from "../responses.ts";
import { type Call, loginHeaders, paramOf, signedIn, userOf } from "../call.ts";
import { InputError, integerOf } from "../input.ts";
import { type Route, routeAt } from "../router.ts";
import { pageOf } from "../visible.ts";
import {
  attachmentAt,
  downloadAt,
  livePageAt,
  upload,
  uploadVersion,
  wantedVersion,
} from "../wiki/attachments.ts";
import type { Content } from "../wiki/content.ts";
import { contentJson } from "../wiki/content_json.ts";
import { downloadOf } from "../wiki/download.ts";
import { addLabels, removeLabel } from "../wiki/labels.ts";
import { findContent, hitJson } from "../wiki/search.ts";
import { type Expansions, expansionsOf, mostItems } from "../wiki/view.ts";
import { movePage } from "../wiki/writes.ts";
import type { Attachment } from "../wiki_model.ts";
import { cloudWikiView } from "./confluence_view.ts";
import { cursorStart, nextLink } from "./wiki_list.ts";

const CONTENT = "/wiki/rest/api/content/{id:\\d+}";

const POSITIONS = "(?:before|after|append)";

/** The routes of the first API. */
export const WIKI_FIRST_ROUTES: readonly Route[] = [
  routeAt("GET", "/wiki/rest/api/content/search", searchContent),
  routeAt("GET", "/wiki/rest/api/search", search),
  routeAt("POST", `${CONTENT}/label`, addLabels),
  routeAt("DELETE", `${CONTENT}/label`, removeLabel),
  routeAt("DELETE", `${CONTENT}/label/{label}`, removeLabel),
  routeAt("POST", `${CONTENT}/child/attachment`, (call) => uploaded(call, { replace: false })),
  routeAt("PUT", `${CONTENT}/child/attachment`, (call) => uploaded(call, { replace: true })),
  routeAt("POST", `${CONTENT}/child/attachment/{attachment}/data`, async (call) => {
    return json(contentJson(cloudWikiView(call), await uploadVersion(call), expansionsOf(call, ["version"])));
  }),
  routeAt("PUT", `${CONTENT}/move/{position:${POSITIONS}}/{target:\\d+}`, move),
  routeAt("GET", `${CONTENT}/child/attachment/{attachment}/download`, (call) => {
    return toMedia(call, wantedVersion(call, attachmentAt(call).attachment));
  }),
  routeAt("GET", "/wiki/download/attachments/{id:\\d+}/{name}", (call) => toMedia(call, downloadAt(call))),
];

interface Part {
  readonly start: number;
  readonly limit: number;
  readonly size: number;
  readonly items: readonly Content[];
  readonly links: Readonly<Record<string, string>>;
}

/** The requested page of results. Links are relative to `base`, which already contains `/wiki`. */
function partOf(call: Call, found: readonly Content[], expand: Expansions): Part {
  const start = call.query.has("cursor")
    ? cursorStart(call)
    : Math.max(integerOf(call.query, "start") ?? 0, 0);
  const limit = Math.min(Math.max(integerOf(call.query, "limit") ?? 25, 0), mostItems(expand));
  const items = found.slice(start, start + limit);
  const { base, context } = cloudWikiView(call);
  const hasMore = limit > 0 && start + limit < found.length;
  const next = hasMore ? nextLink(call, start + limit).replace(/^\/wiki/, "") : undefined;
  return {
    start,
    limit,
    size: items.length,
    items,
    links: { base, context, self: call.request.url, ...(next === undefined ? {} : { next }) },
  };
}

function searchContent(call: Call): Response {
  const expand = expansionsOf(call);
  const { items, links, ...numbers } = partOf(call, findContent(call), expand);
  const view = cloudWikiView(call);
  const results = items.map((content) => contentJson(view, content, expand));
  return json({ results, ...numbers, _links: links }, { headers: loginHeaders(call) });
}

function search(call: Call): Response {
  const expand = expansionsOf(call);
  const found = findContent(call);
  const { items, links, ...numbers } = partOf(call, found, expand);
  const view = cloudWikiView(call);
  return json({
    results: items.map((content) => hitJson(view, content, expand)),
    ...numbers,
    totalSize: found.length,
    cqlQuery: call.query.get("cql") ?? "",
    searchDuration: 1,
    _links: links,
  }, { headers: loginHeaders(call) });
}

async function uploaded(call: Call, options: { readonly replace: boolean }): Promise<Response> {
  const view = cloudWikiView(call);
  const expand = expansionsOf(call, ["version", "container"]);
  const results = (await upload(call, options)).map((content) => contentJson(view, content, expand));
  const links = { base: view.base, context: view.context };
  return json({ results, start: 0, limit: 25, size: results.length, _links: links });
}

/** Moves a page below or beside another one. The order of siblings is not stored. */
function move(call: Call): Response {
  signedIn(call);
  const page = livePageAt(call);
  const target = pageOf(call.world, userOf(call), paramOf(call, "target"));
  if (target?.status !== "current" || target.id === page.id) {
    throw new InputError(400, `The page ${page.id} cannot be moved to ${paramOf(call, "target")}`);
  }
  movePage(call, page, paramOf(call, "position") === "append" ? target.id : target.parentId);
  return json({ pageId: String(page.id) });
}

/** By default the content is at another host, whose URL is valid without a credential. */
function toMedia(call: Call, attachment: Attachment): Response {
  if (call.mediaUrl === undefined) return downloadOf(attachment);
  const url = new URL(`${call.mediaUrl}/file/${attachment.id}/binary`);
  url.searchParams.set("version", String(attachment.version));
  url.searchParams.set("signature", "valid");
  return new Response(null, { status: 302, headers: { Location: url.href } });
}

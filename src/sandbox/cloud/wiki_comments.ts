/**
 * Comments on Confluence Cloud's pages.
 *
 * @module
 */
import { json } from "../responses.ts";
import { type Call, signedIn, userOf } from "../call.ts";
import { InputError } from "../input.ts";
import { readJson } from "../input_json.ts";
import { type Route, routeAt } from "../router.ts";
import { pageOf } from "../visible.ts";
import { storageFault } from "../wiki/storage_check.ts";
import type { PageComment } from "../wiki_model.ts";
import { commentJson } from "./wiki_json.ts";
import { cursorPage } from "./wiki_list.ts";
import { pageAt } from "./wiki_pages.ts";

/** The routes of comments. */
export const WIKI_COMMENT_ROUTES: readonly Route[] = [
  routeAt("GET", "/wiki/api/v2/pages/{id:\\d+}/footer-comments", list),
  routeAt("POST", "/wiki/api/v2/footer-comments", add),
];

function list(call: Call): Response {
  const page = pageAt(call);
  const all = [...call.world.pageComments.values()].filter(({ pageId }) => pageId === page.id);
  return cursorPage(call, all, { show: (comment) => commentJson(call, comment, page) });
}

async function add(call: Call): Promise<Response> {
  const author = signedIn(call);
  const body = await readJson(call.request);
  const page = pageOf(call.world, userOf(call), body.string("pageId") ?? "");
  if (page === undefined) throw new InputError(404, "No page with this id to comment on");
  const written = body.object("body");
  if (written?.string("representation") !== "storage") {
    throw new InputError(400, "The sandbox takes bodies in the representation 'storage'");
  }
  const storage = written.string("value") ?? "";
  const fault = storageFault(storage);
  if (fault !== undefined) throw new InputError(400, fault);
  const { world, now } = call;
  const id = world.newId();
  const comment: PageComment = { id, pageId: page.id, author, body: storage, version: 1, created: now };
  world.pageComments.set(comment.id, comment);
  return json({ ...commentJson(call, comment, page) }, { status: 201 });
}

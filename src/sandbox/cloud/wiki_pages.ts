/**
 * Confluence Cloud's pages: lists, single pages, and changes.
 *
 * @module
 */
import { json, noContent } from "../responses.ts";
import { type Call, paramOf, signedIn, userOf } from "../call.ts";
import { InputError, integerOf, listOf } from "../input.ts";
import { type JsonInput, readJson } from "../input_json.ts";
import { type Route, routeAt } from "../router.ts";
import { pageOf, visiblePages, visibleSpaces } from "../visible.ts";
import { addPage, purgePage, savePage, trashPage } from "../wiki/writes.ts";
import type { Page } from "../wiki_model.ts";
import { labelJson, pageJson, versionOf } from "./wiki_json.ts";
import { cursorPage } from "./wiki_list.ts";
import { spaceAt } from "./wiki_spaces.ts";

/** The routes of pages. */
export const WIKI_PAGE_ROUTES: readonly Route[] = [
  routeAt("GET", "/wiki/api/v2/pages", (call) => list(call, listOf(call.query, "space-id"))),
  routeAt("POST", "/wiki/api/v2/pages", create),
  routeAt("GET", "/wiki/api/v2/spaces/{id:\\d+}/pages", (call) => list(call, [String(spaceAt(call).id)])),
  routeAt("GET", "/wiki/api/v2/pages/{id:\\d+}", view),
  routeAt("PUT", "/wiki/api/v2/pages/{id:\\d+}", edit),
  routeAt("PUT", "/wiki/api/v2/pages/{id:\\d+}/title", rename),
  routeAt("DELETE", "/wiki/api/v2/pages/{id:\\d+}", remove),
];

/**
 * The page in the path.
 *
 * @throws {InputError} 404 if it does not exist, or the caller may not see it.
 */
export function pageAt(call: Call): Page {
  const id = paramOf(call, "id");
  const page = pageOf(call.world, userOf(call), id);
  if (page === undefined) throw new InputError(404, `No page with the id ${id}`);
  return page;
}

const SORTS: Readonly<Record<string, (page: Page) => string | number>> = {
  id: ({ id }) => id,
  title: ({ title }) => title.toLowerCase(),
  "created-date": ({ created }) => created,
  "modified-date": ({ updated }) => updated,
};

function list(call: Call, spaces: readonly string[] | undefined): Response {
  const ids = listOf(call.query, "id");
  const title = call.query.get("title");
  const sort = call.query.get("sort") ?? "id";
  const keyOf = SORTS[sort.replace(/^-/, "")];
  if (keyOf === undefined) throw new InputError(400, `Cannot sort pages by '${sort}'`);
  const sign = sort.startsWith("-") ? -1 : 1;
  const found = pagesOfStatus(call)
    .filter((page) => spaces?.includes(String(page.space.id)) ?? true)
    .filter((page) => ids?.includes(String(page.id)) ?? true)
    .filter((page) => title === null || page.title.toLowerCase() === title.toLowerCase())
    .toSorted((a, b) => sign * (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  return cursorPage(call, found, { show: (page) => pageJson(call, page) });
}

function pagesOfStatus(call: Call): readonly Page[] {
  const user = userOf(call);
  const statuses = listOf(call.query, "status") ?? ["current"];
  if (!statuses.includes("trashed")) {
    return statuses.includes("current") ? visiblePages(call.world, user) : [];
  }
  return [...call.world.pages.values()].filter(({ id, status }) => {
    return statuses.includes(status) && pageOf(call.world, user, String(id)) !== undefined;
  });
}

function view(call: Call): Response {
  const newest = pageAt(call);
  const wanted = integerOf(call.query, "version");
  const versions = [...call.world.oldPages.get(newest.id) ?? [], newest];
  const page = wanted === undefined ? newest : versions.find(({ version }) => version === wanted);
  if (page === undefined) throw new InputError(404, `The page ${newest.id} has no version ${wanted}`);
  return json(single(call, page));
}

/** A single page, with the requested lists. */
function single(call: Call, page: Page): object {
  const shown = pageJson(call, page);
  const all = (results: readonly object[], path: string): object => ({
    results,
    meta: { hasMore: false, cursor: "" },
    _links: { self: `/wiki/api/v2/pages/${page.id}/${path}` },
  });
  const versions = [page, ...(call.world.oldPages.get(page.id) ?? []).toReversed()];
  return {
    ...shown,
    ...(isOn(call, "include-labels") ? { labels: all(page.labels.map(labelJson), "labels") } : {}),
    ...(isOn(call, "include-versions")
      ? { versions: all(versions.map((one) => versionOf({ ...one, author: one.editor })), "versions") }
      : {}),
    ...linksWithBase(call, shown),
  };
}

function linksWithBase(call: Call, shown: object): object {
  const links: unknown = Reflect.get(shown, "_links");
  return { _links: { ...(typeof links === "object" ? links : {}), base: `${call.place.baseUrl}/wiki` } };
}

function isOn(call: Call, name: string): boolean {
  return call.query.get(name) === "true";
}

async function create(call: Call): Promise<Response> {
  signedIn(call);
  const body = await readJson(call.request);
  const spaceId = body.string("spaceId");
  const space = visibleSpaces(call.world, userOf(call)).find(({ id }) => String(id) === spaceId);
  if (space === undefined) throw new InputError(404, `No space with the id ${spaceId}`);
  const parentId = body.string("parentId");
  const home = call.query.get("root-level") === "true" ? undefined : space.homepageId;
  const parent = parentId === undefined ? undefined : pageOf(call.world, userOf(call), parentId);
  if (parentId !== undefined && (parent?.status !== "current" || parent.space.id !== space.id)) {
    throw new InputError(404, `No page with the id ${parentId} to be the parent`);
  }
  const page = addPage(call, {
    space,
    parentId: parent?.id ?? home,
    title: body.string("title") ?? "",
    body: storageIn(body) ?? "",
  });
  return json(single(call, page));
}

async function edit(call: Call): Promise<Response> {
  signedIn(call);
  const page = pageAt(call);
  const body = await readJson(call.request);
  for (const name of ["id", "status", "title", "body", "version"]) {
    if (!body.has(name)) throw new InputError(400, `The member '${name}' of the request is missing`);
  }
  if (body.string("id") !== String(page.id)) throw new InputError(400, "The id in the body is another one");
  const parentId = body.string("parentId");
  const parent = parentId === undefined ? undefined : pageOf(call.world, userOf(call), parentId);
  if (parentId !== undefined && (parent === undefined || parent.id === page.id)) {
    throw new InputError(404, `No page with the id ${parentId} to be the parent`);
  }
  const version = body.object("version");
  const saved = savePage(call, page, {
    space: page.space,
    parentId: parent?.id ?? page.parentId,
    title: body.string("title") ?? "",
    body: storageIn(body) ?? page.body,
    version: version?.integer("number") ?? 0,
    message: version?.string("message") ?? "",
  });
  return json(single(call, saved));
}

async function rename(call: Call): Promise<Response> {
  signedIn(call);
  const page = pageAt(call);
  const body = await readJson(call.request);
  const next = { ...page, title: body.string("title") ?? "", version: page.version + 1, message: "" };
  return json(single(call, savePage(call, page, next)));
}

function remove(call: Call): Response {
  signedIn(call);
  const page = pageAt(call);
  if (call.query.get("purge") === "true") {
    if (page.status !== "trashed") throw new InputError(400, "Only a page in the trash can be purged");
    purgePage(call, page);
  } else {
    trashPage(call, page);
  }
  return noContent();
}

/** The body of a page: `{representation, value}`, or `{storage: {representation, value}}`. */
function storageIn(body: JsonInput): string | undefined {
  const written = body.object("body");
  const inner = written?.object("storage") ?? written;
  const representation = inner?.string("representation");
  if (inner === undefined || inner.names.length === 0) return undefined;
  if (representation === "storage") return inner.string("value") ?? "";
  throw new InputError(
    400,
    `The sandbox takes bodies in the representation 'storage', not '${representation}'`,
  );
}

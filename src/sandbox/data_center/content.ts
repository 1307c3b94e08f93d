/**
 * Confluence Data Center's content: lists, searches, single items, and changes.
 *
 * @module
 */
import { json, noContent } from "../responses.ts";
import { type Call, paramOf, signedIn, userOf } from "../call.ts";
import { InputError, integerOf, listOf } from "../input.ts";
import { type JsonInput, jsonInput, readJson } from "../input_json.ts";
import { type Route, routeAt } from "../router.ts";
import { pageOf, visibleSpaces } from "../visible.ts";
import { type Content, contentOf, pageContent, titleOf, visibleContent } from "../wiki/content.ts";
import { contentJson } from "../wiki/content_json.ts";
import { findContent, hitJson } from "../wiki/search.ts";
import { expansionsOf, mostItems } from "../wiki/view.ts";
import { addPage, purgePage, savePage, trashPage } from "../wiki/writes.ts";
import type { Page, Space } from "../wiki_model.ts";
import { dataCenterWikiView } from "./confluence_view.ts";
import { offsetPage } from "./wiki_list.ts";

/** The default expansions. */
const USUAL = ["history", "space", "version"];
const ID = "{id:(?:att)?\\d+}";

/** The routes of content. */
export const CONTENT_ROUTES: readonly Route[] = [
  routeAt("GET", "/rest/api/content", list),
  routeAt("POST", "/rest/api/content", create),
  routeAt("GET", "/rest/api/content/search", searchContent),
  routeAt("GET", "/rest/api/search", search),
  routeAt("GET", `/rest/api/content/${ID}`, view),
  routeAt("PUT", "/rest/api/content/{id:\\d+}", edit),
  routeAt("DELETE", "/rest/api/content/{id:\\d+}", remove),
];

function list(call: Call): Response {
  const { query } = call;
  const type = query.get("type") ?? "page";
  const [spaceKey, title] = [query.get("spaceKey"), query.get("title")];
  const found = allOf(call)
    .filter((content) => content.type === type)
    .filter(({ page }) => spaceKey === null || page.space.key === spaceKey)
    .filter((content) => title === null || titleOf(content).toLowerCase() === title.toLowerCase());
  const expand = expansionsOf(call, USUAL);
  return offsetPage(call, found, {
    most: mostItems(expand),
    show: (content) => contentJson(dataCenterWikiView(call), content, expand),
  });
}

function allOf(call: Call): readonly Content[] {
  const statuses = listOf(call.query, "status") ?? ["current"];
  const user = userOf(call);
  const current = visibleContent(call.world, user);
  if (!statuses.includes("trashed") && !statuses.includes("any")) return current;
  const trashed = [...call.world.pages.values()].filter(({ id, status }) => {
    return status === "trashed" && pageOf(call.world, user, String(id)) !== undefined;
  });
  return [
    ...statuses.includes("trashed") && statuses.length === 1 ? [] : current,
    ...trashed.map(pageContent),
  ];
}

function searchContent(call: Call): Response {
  const expand = expansionsOf(call, USUAL);
  return offsetPage(call, findContent(call), {
    most: mostItems(expand),
    show: (content) => contentJson(dataCenterWikiView(call), content, expand),
  });
}

function search(call: Call): Response {
  const expand = expansionsOf(call);
  const found = findContent(call);
  return offsetPage(call, found, {
    most: mostItems(expand),
    show: (content) => hitJson(dataCenterWikiView(call), content, expand),
    more: { totalSize: found.length, cqlQuery: call.query.get("cql") ?? "", searchDuration: 1 },
  });
}

function contentAt(call: Call): Content {
  const id = paramOf(call, "id");
  const { world } = call;
  const wanted = call.query.get("status") ?? "current";
  const page = pageOf(world, userOf(call), id);
  const isTrashed = page?.status === "trashed" && (wanted === "trashed" || wanted === "any");
  const content = isTrashed ? pageContent(page) : contentOf(world, userOf(call), id);
  if (content !== undefined) return content;
  throw new InputError(404, `No content found with id: ContentId{id=${id}}`);
}

function view(call: Call): Response {
  const content = contentAt(call);
  const version = integerOf(call.query, "version");
  const shown = version === undefined ? content : versionOf(call, content, version);
  return answered(call, shown);
}

function versionOf(call: Call, content: Content, wanted: number): Content {
  const { page } = content;
  const versions = [page, ...call.world.oldPages.get(page.id) ?? []];
  const found = versions.find(({ version }) => version === wanted);
  if (found !== undefined) return pageContent(found);
  throw new InputError(404, `No content found with id: ContentId{id=${page.id}} and version ${wanted}`);
}

async function create(call: Call): Promise<Response> {
  signedIn(call);
  const body = await readJson(call.request);
  if (body.string("type") !== "page") {
    throw new InputError(400, "The sandbox makes pages: the type has to be 'page'");
  }
  const space = spaceIn(call, body);
  const page = addPage(call, {
    space,
    parentId: parentIn(call, body, space)?.id ?? space.homepageId,
    title: body.string("title") ?? "",
    body: storageIn(body) ?? "",
  });
  return answered(call, pageContent(page));
}

async function edit(call: Call): Promise<Response> {
  signedIn(call);
  const id = paramOf(call, "id");
  const page = pageOf(call.world, userOf(call), id);
  if (page === undefined) throw new InputError(404, `No content found with id: ContentId{id=${id}}`);
  const body = await readJson(call.request);
  const version = body.object("version");
  if (version === undefined) {
    throw new InputError(400, "Must supply an incremented version when updating Content");
  }
  const saved = savePage(call, page, {
    space: page.space,
    parentId: parentIn(call, body, page.space)?.id ?? page.parentId,
    title: body.string("title") ?? page.title,
    body: storageIn(body) ?? page.body,
    version: version.integer("number") ?? 0,
    message: version.string("message") ?? "",
  });
  return answered(call, pageContent(saved));
}

function remove(call: Call): Response {
  signedIn(call);
  const { page } = contentAt(call);
  if (call.query.get("status") === "trashed") purgePage(call, page);
  else trashPage(call, page);
  return noContent();
}

function answered(call: Call, content: Content): Response {
  return json(contentJson(dataCenterWikiView(call), content, expansionsOf(call, USUAL)));
}

function spaceIn(call: Call, body: JsonInput): Space {
  const key = body.object("space")?.string("key");
  const space = visibleSpaces(call.world, userOf(call)).find((candidate) => candidate.key === key);
  if (space !== undefined) return space;
  throw new InputError(404, `No space found with key : ${key}`);
}

/** The last ancestor, which is the only relevant one. */
function parentIn(call: Call, body: JsonInput, space: Space): Page | undefined {
  const last = body.list("ancestors")?.at(-1);
  if (last === undefined) return undefined;
  const id = String(jsonInput(last)?.value("id"));
  const parent = pageOf(call.world, userOf(call), id);
  if (parent?.status === "current" && parent.space.id === space.id) return parent;
  throw new InputError(400, `The parent with the id ${id} is not there, or in another space`);
}

function storageIn(body: JsonInput): string | undefined {
  const written = body.object("body");
  if (written === undefined) return undefined;
  const storage = written.object("storage");
  if (storage?.string("representation") === "storage") return storage.string("value") ?? "";
  throw new InputError(400, "The sandbox takes bodies in the representation 'storage'");
}

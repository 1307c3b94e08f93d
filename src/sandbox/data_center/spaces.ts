/**
 * Confluence Data Center's spaces.
 *
 * @module
 */
import { json } from "../responses.ts";
import { type Call, paramOf, userOf } from "../call.ts";
import { InputError, listOf } from "../input.ts";
import { type Route, routeAt } from "../router.ts";
import { visiblePages, visibleSpaces } from "../visible.ts";
import { pageContent } from "../wiki/content.ts";
import { contentJson, spaceJson } from "../wiki/content_json.ts";
import { expansionsOf, mostItems } from "../wiki/view.ts";
import type { Space } from "../wiki_model.ts";
import { dataCenterWikiView } from "./confluence_view.ts";
import { offsetPage } from "./wiki_list.ts";

const MOST_SPACES = 500;

/** The routes of spaces. */
export const SPACE_ROUTES: readonly Route[] = [
  routeAt("GET", "/rest/api/space", list),
  routeAt("GET", "/rest/api/space/{key}", (call) => json(spaceJson(dataCenterWikiView(call), spaceAt(call)))),
  routeAt("GET", "/rest/api/space/{key}/content/page", pages),
];

function list(call: Call): Response {
  const keys = listOf(call.query, "spaceKey") ?? listOf(call.query, "spaceKeys");
  const spaces = visibleSpaces(call.world, userOf(call)).filter(({ key }) => keys?.includes(key) ?? true);
  const view = dataCenterWikiView(call);
  return offsetPage(call, spaces, { most: MOST_SPACES, show: (space) => spaceJson(view, space) });
}

function spaceAt(call: Call): Space {
  const key = paramOf(call, "key");
  const space = visibleSpaces(call.world, userOf(call)).find((candidate) => candidate.key === key);
  if (space === undefined) throw new InputError(404, `No space found with key : ${key}`);
  return space;
}

function pages(call: Call): Response {
  const { id } = spaceAt(call);
  const found = visiblePages(call.world, userOf(call)).filter(({ space }) => space.id === id);
  const view = dataCenterWikiView(call);
  const expand = expansionsOf(call);
  return offsetPage(call, found, {
    most: mostItems(expand),
    show: (page) => contentJson(view, pageContent(page), expand),
  });
}

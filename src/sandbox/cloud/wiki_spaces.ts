/**
 * Confluence Cloud's spaces.
 *
 * @module
 */
import { json } from "../responses.ts";
import { type Call, paramOf, userOf } from "../call.ts";
import { InputError, listOf } from "../input.ts";
import { type Route, routeAt } from "../router.ts";
import { visiblePages, visibleSpaces } from "../visible.ts";
import type { Space } from "../wiki_model.ts";
import { labelJson, spaceOf } from "./wiki_json.ts";
import { cursorPage } from "./wiki_list.ts";

/** The routes of spaces. */
export const WIKI_SPACE_ROUTES: readonly Route[] = [
  routeAt("GET", "/wiki/api/v2/spaces", list),
  routeAt("GET", "/wiki/api/v2/spaces/{id:\\d+}", (call) => {
    return json({ ...spaceOf(spaceAt(call), ownerOf(call)), _links: linksOf(call) });
  }),
  routeAt("GET", "/wiki/api/v2/spaces/{id:\\d+}/labels", labels),
];

/**
 * The space in the path.
 *
 * @throws {InputError} 404 if it does not exist, or the caller may not see it.
 */
export function spaceAt(call: Call): Space {
  const id = paramOf(call, "id");
  const space = visibleSpaces(call.world, userOf(call)).find((candidate) => String(candidate.id) === id);
  if (space === undefined) throw new InputError(404, `No space with the id ${id}`);
  return space;
}

function list(call: Call): Response {
  const keys = listOf(call.query, "keys");
  const ids = listOf(call.query, "ids");
  const sort = call.query.get("sort") ?? "id";
  const keyOf = SORTS[sort.replace(/^-/, "")];
  if (keyOf === undefined) throw new InputError(400, `Cannot sort spaces by '${sort}'`);
  const sign = sort.startsWith("-") ? -1 : 1;
  const found = visibleSpaces(call.world, userOf(call))
    .filter((space) => keys?.includes(space.key) ?? true)
    .filter((space) => ids?.includes(String(space.id)) ?? true)
    .toSorted((a, b) => sign * (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  return cursorPage(call, found, { show: (space) => spaceOf(space, ownerOf(call)) });
}

const SORTS: Readonly<Record<string, (space: Space) => string | number>> = {
  id: ({ id }) => id,
  key: ({ key }) => key,
  name: ({ name }) => name.toLowerCase(),
};

/** Every label used in the space. */
function labels(call: Call): Response {
  const space = spaceAt(call);
  const pages = visiblePages(call.world, userOf(call)).filter((page) => page.space.id === space.id);
  const names = [...new Set(pages.flatMap((page) => page.labels))].sort();
  return cursorPage(call, names, { show: labelJson });
}

function ownerOf(call: Call): string {
  return call.world.admin.accountId;
}

function linksOf(call: Call): object {
  return { webui: `/spaces/${spaceAt(call).key}`, base: `${call.place.baseUrl}/wiki` };
}

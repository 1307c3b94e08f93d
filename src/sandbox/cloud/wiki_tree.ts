/**
 * Ancestors, children and versions of pages in Confluence Cloud.
 *
 * @module
 */
import type { Call } from "../call.ts";
import { InputError, integerOf } from "../input.ts";
import { type Route, routeAt } from "../router.ts";
import { ancestorsOf, childrenOf } from "../wiki/content.ts";
import type { Page } from "../wiki_model.ts";
import { bodyIn, labelJson, versionOf } from "./wiki_json.ts";
import { cursorPage } from "./wiki_list.ts";
import { pageAt } from "./wiki_pages.ts";

/** The routes of what belongs to a page. */
export const WIKI_TREE_ROUTES: readonly Route[] = [
  routeAt("GET", "/wiki/api/v2/pages/{id:\\d+}/labels", (call) => {
    return cursorPage(call, pageAt(call).labels, { show: labelJson });
  }),
  routeAt("GET", "/wiki/api/v2/pages/{id:\\d+}/direct-children", children),
  routeAt("GET", "/wiki/api/v2/pages/{id:\\d+}/descendants", descendants),
  routeAt("GET", "/wiki/api/v2/pages/{id:\\d+}/ancestors", ancestors),
  routeAt("GET", "/wiki/api/v2/pages/{id:\\d+}/versions", versions),
];

function children(call: Call): Response {
  return cursorPage(call, childrenOf(call.world, pageAt(call)), {
    show: (page) => ({
      id: String(page.id),
      status: "current",
      title: page.title,
      type: "page",
      spaceId: String(page.space.id),
      childPosition: page.id % 1000,
    }),
  });
}

function descendants(call: Call): Response {
  const depth = integerOf(call.query, "depth") ?? 2;
  if (depth < 1 || depth > 10) {
    throw new InputError(400, `The depth has to be between 1 and 10, and is ${depth}`);
  }
  return cursorPage(call, below(call, pageAt(call), { depth: 1, most: depth }), {
    show: ({ page, level }) => ({
      id: String(page.id),
      status: "current",
      title: page.title,
      type: "page",
      parentId: String(page.parentId),
      depth: level,
      childPosition: page.id % 1000,
    }),
  });
}

interface Descendant {
  readonly page: Page;
  readonly level: number;
}

function below(
  call: Call,
  page: Page,
  at: { readonly depth: number; readonly most: number },
): readonly Descendant[] {
  if (at.depth > at.most) return [];
  return childrenOf(call.world, page).flatMap((child) => [
    { page: child, level: at.depth },
    ...below(call, child, { ...at, depth: at.depth + 1 }),
  ]);
}

function ancestors(call: Call): Response {
  return cursorPage(call, ancestorsOf(call.world, pageAt(call)), {
    show: (page) => ({ id: String(page.id), type: "page" }),
  });
}

/** The versions of a page, newest first. */
function versions(call: Call): Response {
  const page = pageAt(call);
  const all = [...call.world.oldPages.get(page.id) ?? [], page];
  const sort = call.query.get("sort") ?? "-modified-date";
  return cursorPage(call, sort.startsWith("-") ? all.toReversed() : all, {
    show: (version) => ({
      ...versionOf({ ...version, author: version.editor }),
      page: { id: String(version.id), title: version.title, ...bodyIn(call, version.body) },
    }),
  });
}

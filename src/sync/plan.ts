/**
 * What a pull has to do, worked out before anything is written.
 *
 * Pure.
 *
 * @module
 */
import type { Local, LocalPage } from "./scan.ts";
import type { RemotePage } from "./remote.ts";
import { leadSame, type LinkedPage, LinkMap } from "./render.ts";
import type { DocsState, PageState } from "./state.ts";
import { TakenPaths } from "./taken_paths.ts";
import { type PlacedPage, placePages } from "./tree.ts";

/** A page with its place. */
export interface PlannedPage extends LinkedPage {
  readonly remote: RemotePage;
  readonly known: PageState | undefined;
  readonly local: LocalPage;
  /** The paths of its files, by their ids. */
  readonly places: ReadonlyMap<string, string>;
}

/** What to do. */
export interface Plan {
  readonly pages: ReadonlyMap<string, PlannedPage>;
  readonly links: LinkMap;
  /** Pages whose file has to be written, by id. */
  readonly dirty: readonly string[];
  /** Pages that were edited here, and have a newer version at the site. */
  readonly bothEdited: readonly PlannedPage[];
  /** Pages that are no longer at the site, by id. */
  readonly gone: readonly string[];
  /** Whether a page of this plan, or a file of one, has that path. */
  readonly isClaimed: (path: string) => boolean;
}

/** Works out what a pull has to do. */
export function planPull(
  parts: {
    readonly space: string;
    readonly state: Pick<DocsState, "pages">;
    readonly local: Local;
    readonly remote: ReadonlyMap<string, RemotePage>;
  },
): Plan {
  const { state, local, remote } = parts;
  const localOf = (id: string): LocalPage => local.pages.get(id) ?? { kind: "missing" };
  const kept = new TakenPaths();
  for (const [id, { path }] of state.pages) {
    if (!remote.has(id) && localOf(id).kind === "edited") kept.add(path);
  }
  const places = placePages({
    pages: [...remote.values()].map((page): PlacedPage => {
      const before = state.pages.get(page.id);
      const stays = before?.byHand === true || localOf(page.id).kind === "edited";
      return { ...page, before, stays };
    }),
    taken: (path, { id }) => kept.has(path) || (local.isForeign(path) && local.strays.get(path)?.id !== id),
  });
  const claimed = new TakenPaths();
  const pages = new Map<string, PlannedPage>();
  for (const [id, path] of places.pages) {
    const page = remote.get(id);
    if (page === undefined) continue;
    const own = places.files.get(id) ?? new Map<string, string>();
    const files = new Map(page.attachments.map((file) => [file.title, own.get(file.id) ?? ""]));
    const known = state.pages.get(id);
    pages.set(id, { remote: page, known, local: localOf(id), title: page.title, path, places: own, files });
    for (const each of [path, ...own.values()]) claimed.add(each);
  }
  const links = new LinkMap(parts.space, pages.values());
  return {
    pages,
    links,
    dirty: [...pages].filter(([, page]) => isDirty(page, links)).map(([id]) => id),
    bothEdited: [...pages.values()].filter(isBothEdited),
    gone: [...state.pages.keys()].filter((id) => !remote.has(id)),
    isClaimed: (path) => claimed.has(path),
  };
}

/** Whether its file has to be written: it would say something else now, or lie elsewhere. */
function isDirty(page: PlannedPage, links: LinkMap): boolean {
  const { known, remote, local, path } = page;
  if (local.kind === "edited") return false;
  if (known === undefined || local.kind === "missing") return true;
  return known.version !== remote.version.number || known.title !== remote.title || known.path !== path ||
    known.writtenAt !== undefined ||
    known.parent !== remote.parentId || known.labels.join("\n") !== remote.labels.join("\n") ||
    !leadSame(known.links, { page, links });
}

/** A file that names the newest version in its front matter was brought together with it by hand. */
function isBothEdited({ local, known, remote }: PlannedPage): boolean {
  if (local.kind !== "edited") return false;
  return remote.version.number > Math.max(known?.version ?? 0, local.version ?? 0);
}

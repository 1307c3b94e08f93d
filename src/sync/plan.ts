/**
 * Plans a pull before anything is written.
 *
 * Pure.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import type { Local, LocalPage } from "./scan.ts";
import type { RemotePage } from "./remote.ts";
import { leadSame, type LinkedPage, LinkMap } from "./render.ts";
import type { DocsState, PageState } from "./state.ts";
import { TakenPaths } from "./taken_paths.ts";
import { type PlacedPage, placePages } from "./tree.ts";

/** A page and its path. */
export interface PlannedPage extends LinkedPage {
  readonly remote: RemotePage;
  readonly known: PageState | undefined;
  readonly local: LocalPage;
  /** The paths of its attachments, by id. */
  readonly places: ReadonlyMap<string, string>;
}

/** The steps of a pull. */
export interface Plan {
  readonly pages: ReadonlyMap<string, PlannedPage>;
  readonly links: LinkMap;
  /** Ids of pages whose file has to be written. */
  readonly dirty: readonly string[];
  /** Pages with local edits and a newer version at the site. */
  readonly bothEdited: readonly PlannedPage[];
  /** Ids of pages that no longer exist at the site; empty if that is uncertain. */
  readonly gone: readonly string[];
  /** Whether a page or attachment of this plan uses a path. */
  readonly isClaimed: (path: string) => boolean;
}

/** Plans a pull. */
export function planPull(
  parts: {
    readonly space: string;
    readonly deployment: Client["deployment"];
    readonly state: Pick<DocsState, "pages">;
    readonly local: Local;
    readonly remote: ReadonlyMap<string, RemotePage>;
    /** Whether `remote` lacks pages that the site has: then no page counts as deleted. */
    readonly isIncomplete: boolean;
  },
): Plan {
  const { state, local, remote, isIncomplete } = parts;
  const localOf = (id: string): LocalPage => local.pages.get(id) ?? { kind: "missing" };
  const kept = new TakenPaths();
  for (const [id, { path }] of state.pages) {
    if (!remote.has(id) && (isIncomplete || localOf(id).kind === "edited")) kept.add(path);
  }
  const places = placePages({
    pages: [...remote.values()].map((page): PlacedPage => {
      const before = state.pages.get(page.id);
      const stays = before?.byHand === true || localOf(page.id).kind === "edited";
      return { ...page, before, stays };
    }),
    taken: (path, { id }) =>
      kept.has(path) || (local.isForeign(path) && local.untracked.get(path)?.id !== id),
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
  const links = new LinkMap(parts, pages.values());
  return {
    pages,
    links,
    dirty: [...pages].filter(([, page]) => isDirty(page, links)).map(([id]) => id),
    bothEdited: [...pages.values()].filter(isBothEdited),
    gone: isIncomplete ? [] : [...state.pages.keys()].filter((id) => !remote.has(id)),
    isClaimed: (path) => claimed.has(path),
  };
}

/** Whether the file has to be written, because its text or path changes. */
function isDirty(page: PlannedPage, links: LinkMap): boolean {
  const { known, remote, local, path } = page;
  if (local.kind === "edited") return false;
  if (known === undefined || local.kind === "missing") return true;
  return known.version !== remote.version.number || known.title !== remote.title || known.path !== path ||
    known.writtenAt !== undefined ||
    known.parent !== remote.parentId || known.labels.join("\n") !== remote.labels.join("\n") ||
    !leadSame(known.links, { page, links });
}

/** If the front matter names the latest version, the user has already merged it by hand. */
function isBothEdited({ local, known, remote }: PlannedPage): boolean {
  if (local.kind !== "edited") return false;
  return remote.version.number > Math.max(known?.version ?? 0, local.version ?? 0);
}

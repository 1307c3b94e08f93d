/**
 * What a pull has to do, worked out before anything is written.
 *
 * Pure.
 *
 * @module
 */
import type { Local, LocalPage } from "./scan.ts";
import { foldedName } from "./names.ts";
import type { RemotePage } from "./remote.ts";
import { leadSame, type LinkedPage, LinkMap } from "./render.ts";
import type { DocsState, PageState } from "./state.ts";
import { placeAttachments, placePages } from "./tree.ts";

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
  /** Whether a page of this plan has that path. */
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
  const kept = new Map(
    [...state.pages].filter(([id]) => localOf(id).kind === "edited").map(([id, { path }]) => [id, path]),
  );
  const paths = placePages({
    pages: [...remote.values()],
    kept,
    taken: (path, { id }) => local.isForeign(path) && local.strays.get(path)?.id !== id,
  });
  const pages = new Map<string, PlannedPage>();
  for (const [id, path] of paths) {
    const page = remote.get(id);
    if (page === undefined) continue;
    const places = placeAttachments(path, page.attachments);
    const files = new Map(page.attachments.map((file) => [file.title, places.get(file.id) ?? ""]));
    const known = state.pages.get(id);
    pages.set(id, { remote: page, known, local: localOf(id), title: page.title, path, places, files });
  }
  const links = new LinkMap(parts.space, pages.values());
  const claimed = new Set([...pages.values()].map(({ path }) => foldedName(path)));
  return {
    pages,
    links,
    dirty: [...pages].filter(([, page]) => isDirty(page, links)).map(([id]) => id),
    bothEdited: [...pages.values()].filter(isBothEdited),
    gone: [...state.pages.keys()].filter((id) => !remote.has(id)),
    isClaimed: (path) => claimed.has(foldedName(path)),
  };
}

/** Whether its file has to be written: it would say something else now, or lie elsewhere. */
function isDirty(page: PlannedPage, links: LinkMap): boolean {
  const { known, remote, local, path } = page;
  if (local.kind === "edited") return false;
  if (known === undefined || local.kind === "missing") return true;
  return known.version !== remote.version.number || known.title !== remote.title || known.path !== path ||
    known.parent !== remote.parentId || known.labels.join("\n") !== remote.labels.join("\n") ||
    !leadSame(known.links, { page, links });
}

/** A file that names the newest version in its front matter was brought together with it by hand. */
function isBothEdited({ local, known, remote }: PlannedPage): boolean {
  if (local.kind !== "edited") return false;
  return remote.version.number > Math.max(known?.version ?? 0, local.version ?? 0);
}

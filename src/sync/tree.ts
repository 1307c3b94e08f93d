/**
 * Places pages in the folder: below their parent, named after their title.
 *
 * Pure.
 *
 * @module
 */
import { attachmentName, ATTACHMENTS_ENDING, foldedName, PAGE_ENDING, pageName } from "./names.ts";
import { candidates, TakenPaths } from "./taken_paths.ts";

/** The parts of a page that its path depends on. */
export interface PlacedPage {
  readonly id: string;
  readonly title: string;
  readonly parentId: string | undefined;
  /** The page's attachments. */
  readonly attachments: readonly { readonly id: string; readonly title: string }[];
  /** The previous placement of the page and its attachments. */
  readonly before?: PlacedBefore | undefined;
  /** Whether it keeps its path, whatever its title is now. */
  readonly stays: boolean;
}

/** A previous path, and the title that it was derived from. */
interface PlacedBefore {
  readonly path: string;
  readonly title: string;
  readonly attachments: Readonly<Record<string, { readonly path: string; readonly title: string }>>;
}

/** The inputs of a placement. */
interface Placing {
  readonly pages: readonly PlacedPage[];
  /** Whether an untracked file occupies a path. */
  readonly taken: (path: string, page: PlacedPage) => boolean;
}

/** The resulting paths. */
interface Places {
  /** The path of each page's file, by page id. */
  readonly pages: ReadonlyMap<string, string>;
  /** The paths of attachments, by page id and attachment id. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * Assigns a path to each page's file, with `/` between folders: `Handbook/Onboarding.md` for a child page, and
 * `Handbook/Onboarding.attachments/` for its attachments. All paths differ on every file system. No path is a previous
 * one of another page or attachment, so that no file of ours is overwritten.
 *
 * A path stays the same as long as the page's title and its parent's path do. If the titles of new siblings give the
 * same name, the oldest page (with the lowest id) gets it, and the others append their id. A page also appends its id
 * if an untracked file occupies the path.
 */
export function placePages({ pages, taken }: Placing): Places {
  const paths = new Map<string, string>();
  const plots = new Plots(pages);
  for (const page of pages) {
    if (page.stays && page.before !== undefined) plots.keep(paths, page.id, page.before.path);
  }
  for (const { parent, children } of families(pages)) {
    const above = paths.get(parent);
    const folder = above === undefined ? "" : childFolder(above);
    for (const page of children) {
      if (!paths.has(page.id) && isInPlace(page, folder)) plots.keep(paths, page.id, page.before?.path ?? "");
    }
    for (const page of children) {
      if (paths.has(page.id)) continue;
      const names = candidates({
        stem: `${folder}${pageName(page.title)}`,
        id: page.id,
        ending: PAGE_ENDING,
      });
      const free = (path: string): boolean => plots.isFree(path, page.before?.path) && !taken(path, page);
      paths.set(page.id, plots.take(names, free));
    }
  }
  return { pages: paths, files: placeFiles(pages, { paths, plots }) };
}

/** Occupied paths, and the previous owner of each path. */
class Plots {
  readonly #used = new TakenPaths();
  readonly #held = new TakenPaths();

  constructor(pages: readonly PlacedPage[]) {
    for (const { before } of pages) {
      if (before === undefined) continue;
      for (const { path } of [before, ...Object.values(before.attachments)]) this.#held.add(path);
    }
  }

  /** Assigns a path to its previous owner, unless it is occupied. */
  keep(paths: Map<string, string>, id: string, path: string): void {
    if (this.#used.has(path)) return;
    this.#used.add(path);
    paths.set(id, path);
  }

  /** Whether a path has no other previous owner. */
  isFree(path: string, own: string | undefined): boolean {
    return !this.#held.has(path) || (own !== undefined && foldedName(own) === foldedName(path));
  }

  take(names: Iterable<string>, isFree: (path: string) => boolean): string {
    return this.#used.take(names, isFree);
  }
}

/** Whether a page can keep its path: its title still gives the name, and its parent has not moved. */
function isInPlace({ title, before }: PlacedPage, folder: string): boolean {
  if (before === undefined || folderOf(before.path) !== folder) return false;
  return before.title === title || pageName(before.title) === pageName(title);
}

interface PlacedPages {
  readonly paths: ReadonlyMap<string, string>;
  readonly plots: Plots;
}

interface PlacedFile {
  readonly id: string;
  readonly title: string;
  readonly before: { readonly path: string; readonly title: string } | undefined;
  /** The attachment folder of its page. */
  readonly folder: string;
  /** The paths of its page's attachments. */
  readonly paths: Map<string, string>;
}

function placeFiles(
  pages: readonly PlacedPage[],
  { paths, plots }: PlacedPages,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const files = new Map(pages.map(({ id }): [string, Map<string, string>] => [id, new Map()]));
  const each = pages.flatMap(({ id: page, before, attachments }) =>
    attachments.map(({ id, title }): PlacedFile => ({
      id,
      title,
      before: before !== undefined && Object.hasOwn(before.attachments, id)
        ? before.attachments[id]
        : undefined,
      folder: filesFolder(paths.get(page) ?? ""),
      paths: files.get(page) ?? new Map(),
    }))
  );
  for (const file of each) {
    const path = stayingPath(file);
    if (path !== undefined && plots.isFree(path, file.before?.path)) plots.keep(file.paths, file.id, path);
  }
  for (const { id, title, before, folder, paths } of each.toSorted((a, b) => compareIds(a.id, b.id))) {
    if (paths.has(id)) continue;
    const { stem, ending } = partsOf(attachmentName(title));
    const names = candidates({ stem: `${folder}${stem}`, id, ending });
    paths.set(id, plots.take(names, (path) => plots.isFree(path, before?.path)));
  }
  return files;
}

/** An attachment keeps its name, in the attachment folder of its page. */
function stayingPath({ title, before, folder }: PlacedFile): string | undefined {
  return before?.title === title ? `${folder}${before.path.slice(folderOf(before.path).length)}` : undefined;
}

/** The folder for the children of a page, with a trailing slash. */
export function childFolder(path: string): string {
  return `${path.slice(0, -PAGE_ENDING.length)}/`;
}

function filesFolder(page: string): string {
  return `${page.slice(0, -PAGE_ENDING.length)}${ATTACHMENTS_ENDING}/`;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function partsOf(name: string): { readonly stem: string; readonly ending: string } {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? { stem: name.slice(0, dot), ending: name.slice(dot) } : { stem: name, ending: "" };
}

/** Compares numeric ids; older pages have lower ones. */
export function compareIds(a: string, b: string): number {
  const [first, second] = [a.replace(/\D/g, ""), b.replace(/\D/g, "")];
  return first.length - second.length || (first < second ? -1 : first > second ? 1 : 0);
}

/** Siblings ordered by id; `parent` is their parent's id, or empty. */
interface Family {
  readonly parent: string;
  readonly children: readonly PlacedPage[];
}

/** All pages, parents first. A page that is its own ancestor is placed at the top level. */
function families(pages: readonly PlacedPage[]): readonly Family[] {
  const ids = new Set(pages.map(({ id }) => id));
  const below = new Map<string, PlacedPage[]>();
  for (const page of pages.toSorted((a, b) => compareIds(a.id, b.id))) {
    const parent = page.parentId !== undefined && ids.has(page.parentId) ? page.parentId : "";
    const siblings = below.get(parent);
    if (siblings === undefined) below.set(parent, [page]);
    else siblings.push(page);
  }
  const placed = new Set<string>();
  const found: Family[] = [];
  const add = (first: Family): void => {
    const waiting = [first];
    // It grows meanwhile.
    for (const { parent, children } of waiting) {
      const fresh = children.filter(({ id }) => !placed.has(id));
      for (const { id } of fresh) {
        placed.add(id);
        waiting.push({ parent: id, children: below.get(id) ?? [] });
      }
      found.push({ parent, children: fresh });
    }
  };
  add({ parent: "", children: below.get("") ?? [] });
  for (const siblings of below.values()) {
    for (const page of siblings) add({ parent: "", children: [page] });
  }
  return found;
}

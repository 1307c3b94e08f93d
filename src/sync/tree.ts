/**
 * Where in the folder each page goes: below its parent, by its title.
 *
 * Pure.
 *
 * @module
 */
import { attachmentName, ATTACHMENTS_ENDING, foldedName, PAGE_ENDING, pageName } from "./names.ts";
import { candidates, TakenPaths } from "./taken_paths.ts";

/** A page, as far as its place depends on it. */
export interface PlacedPage {
  readonly id: string;
  readonly title: string;
  readonly parentId: string | undefined;
  /** Its files. */
  readonly attachments: readonly { readonly id: string; readonly title: string }[];
  /** Where it and its files were placed before, if they were. */
  readonly before?: PlacedBefore | undefined;
  /** Whether it stays where it was, whatever it is called now. */
  readonly stays: boolean;
}

/** Where something was placed before, and by which title. */
interface PlacedBefore {
  readonly path: string;
  readonly title: string;
  readonly attachments: Readonly<Record<string, { readonly path: string; readonly title: string }>>;
}

/** What there is to place. */
interface Placing {
  readonly pages: readonly PlacedPage[];
  /** Whether a file that is not the page's lies at a path. */
  readonly taken: (path: string, page: PlacedPage) => boolean;
}

/** Where everything goes. */
interface Places {
  /** The path of each page's file, by its id. */
  readonly pages: ReadonlyMap<string, string>;
  /** The paths of each page's files, by the id of the page and that of the file. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * Gives each page's file its path, with `/` between folders: `Handbook/Onboarding.md` for a page below another; and the
 * files of a page theirs, in `Handbook/Onboarding.attachments/`. No two are the same on any file system, and none is
 * one that another page or file had before, so that nothing is ever written over something else of ours.
 *
 * What was placed before stays there as long as its title and the place of its parent stay the same. Of new pages
 * beside each other whose titles give the same name, the oldest (the lowest id) has the name, and the others have their
 * ids behind it. So has a page at whose place somebody else's file lies.
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

/** Which paths are given away, and which had an owner before. */
class Plots {
  readonly #used = new TakenPaths();
  readonly #held = new TakenPaths();

  constructor(pages: readonly PlacedPage[]) {
    for (const { before } of pages) {
      if (before === undefined) continue;
      for (const { path } of [before, ...Object.values(before.attachments)]) this.#held.add(path);
    }
  }

  /** Gives a path to the one that had it, unless it is given away already. */
  keep(paths: Map<string, string>, id: string, path: string): void {
    if (this.#used.has(path)) return;
    this.#used.add(path);
    paths.set(id, path);
  }

  /** Whether nobody else had a path. */
  isFree(path: string, own: string | undefined): boolean {
    return !this.#held.has(path) || (own !== undefined && foldedName(own) === foldedName(path));
  }

  take(names: Iterable<string>, isFree: (path: string) => boolean): string {
    return this.#used.take(names, isFree);
  }
}

/** Whether a page can stay: its title gives the name that it has, and its parent is where it was. */
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
  /** The folder of its page's files. */
  readonly folder: string;
  /** The paths of its page's files. */
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

/** A file keeps its name, in the folder of its page's files. */
function stayingPath({ title, before, folder }: PlacedFile): string | undefined {
  return before?.title === title ? `${folder}${before.path.slice(folderOf(before.path).length)}` : undefined;
}

/** The folder of the pages below one, with a slash at its end. */
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

/** Ids are numbers, and older pages have lower ones. */
export function compareIds(a: string, b: string): number {
  const [first, second] = [a.replace(/\D/g, ""), b.replace(/\D/g, "")];
  return first.length - second.length || (first < second ? -1 : first > second ? 1 : 0);
}

/** Pages beside each other, ordered by their ids; `parent` is the page that they are below, or empty. */
interface Family {
  readonly parent: string;
  readonly children: readonly PlacedPage[];
}

/** Every page, after its parent. A page that is below itself counts as one that is below none. */
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
    for (let at = 0; at < waiting.length; at++) {
      const { parent, children } = waiting[at] ?? first;
      const fresh = children.filter(({ id }) => !placed.has(id));
      for (const { id } of fresh) {
        placed.add(id);
        waiting.push({ parent: id, children: below.get(id) ?? [] });
      }
      if (fresh.length > 0) found.push({ parent, children: fresh });
    }
  };
  add({ parent: "", children: below.get("") ?? [] });
  for (const siblings of below.values()) {
    for (const page of siblings) if (!placed.has(page.id)) add({ parent: "", children: [page] });
  }
  return found;
}

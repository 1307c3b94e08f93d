/**
 * Where in the folder each page goes: below its parent, by its title.
 *
 * Pure.
 *
 * @module
 */
import { attachmentName, ATTACHMENTS_ENDING, foldedName, PAGE_ENDING, pageName } from "./names.ts";

/** A page, as far as its place depends on it. */
export interface PlacedPage {
  readonly id: string;
  readonly title: string;
  readonly parentId: string | undefined;
}

/** What there is to place. */
export interface Placing {
  readonly pages: readonly PlacedPage[];
  /** Pages that stay where they are, by their ids: their paths. */
  readonly kept: ReadonlyMap<string, string>;
  /** Whether a file that is not the page's lies at a path. */
  readonly taken: (path: string, page: PlacedPage) => boolean;
}

/**
 * The path of each page's file, by its id, with `/` between folders: `Handbook/Onboarding.md` for a page below another.
 *
 * Of pages beside each other whose titles give the same name, the oldest (the lowest id) has the name, and the others
 * have their ids behind it. So has a page at whose place somebody else's file lies.
 */
export function placePages({ pages, kept, taken }: Placing): ReadonlyMap<string, string> {
  const byId = new Map(pages.map((page) => [page.id, page]));
  const paths = new Map<string, string>();
  const used = new Set([...kept.values()].map(foldedName));
  const place = (page: PlacedPage): void => {
    const folder = folderOf(page, { byId, paths });
    const plain = `${folder}${pageName(page.title)}`;
    const path = kept.get(page.id) ??
      [plain, `${plain}-${page.id}`].map((name) => `${name}${PAGE_ENDING}`)
        .find((path) => !used.has(foldedName(path)) && !taken(path, page)) ??
      `${plain}-${page.id}-2${PAGE_ENDING}`;
    used.add(foldedName(path));
    paths.set(page.id, path);
  };
  for (const page of parentsFirst(pages, byId)) place(page);
  return paths;
}

/** The folder of the pages below one, with a slash at its end. */
export function childFolder(path: string): string {
  return `${path.slice(0, -PAGE_ENDING.length)}/`;
}

/** The paths of the files attached to a page, by their ids. */
export function placeAttachments(
  page: string,
  files: readonly { readonly id: string; readonly title: string }[],
): ReadonlyMap<string, string> {
  const folder = `${page.slice(0, -PAGE_ENDING.length)}${ATTACHMENTS_ENDING}/`;
  const used = new Set<string>();
  const paths = new Map<string, string>();
  for (const { id, title } of files.toSorted((a, b) => compareIds(a.id, b.id))) {
    const name = attachmentName(title);
    const dot = name.lastIndexOf(".");
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
    const free = used.has(foldedName(name)) ? `${stem}-${id.replace(/\W/g, "")}${ending}` : name;
    used.add(foldedName(free));
    paths.set(id, `${folder}${free}`);
  }
  return paths;
}

/** Ids are numbers, and older pages have lower ones. */
export function compareIds(a: string, b: string): number {
  const [first, second] = [a.replace(/\D/g, ""), b.replace(/\D/g, "")];
  return first.length - second.length || (first < second ? -1 : first > second ? 1 : 0);
}

function folderOf(
  page: PlacedPage,
  { byId, paths }: {
    readonly byId: ReadonlyMap<string, PlacedPage>;
    readonly paths: ReadonlyMap<string, string>;
  },
): string {
  const parent = page.parentId === undefined ? undefined : byId.get(page.parentId);
  const path = parent === undefined ? undefined : paths.get(parent.id);
  return path === undefined ? "" : childFolder(path);
}

/** Every page after its parent, those beside each other by their ids. A page that is below itself counts as a root. */
function parentsFirst(
  pages: readonly PlacedPage[],
  byId: ReadonlyMap<string, PlacedPage>,
): readonly PlacedPage[] {
  const children = new Map<string, PlacedPage[]>();
  for (const page of pages) {
    const parent = byId.has(page.parentId ?? "") ? page.parentId ?? "" : "";
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [page]);
    else siblings.push(page);
  }
  const placed = new Map<string, PlacedPage>();
  const add = (parent: string): void => {
    const waiting = [parent];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      for (const page of (children.get(next) ?? []).toSorted((a, b) => compareIds(a.id, b.id))) {
        if (placed.has(page.id)) continue;
        placed.set(page.id, page);
        waiting.push(page.id);
      }
    }
  };
  add("");
  for (const page of pages.toSorted((a, b) => compareIds(a.id, b.id))) {
    if (placed.has(page.id)) continue;
    placed.set(page.id, page);
    add(page.id);
  }
  return [...placed.values()];
}

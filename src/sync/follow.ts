/**
 * Files of pages that a person moved or renamed: the id in their front matter says which page they are.
 *
 * @module
 */
import type { Folder } from "./folder.ts";
import { type Local, type LocalPage, lookAtPage } from "./scan.ts";
import { foldedName } from "./names.ts";
import type { DocsState, PageState } from "./state.ts";

/** What is known of a folder, and what lies in it. */
export interface Followed<State> {
  readonly state: State;
  readonly local: Local;
}

/**
 * Finds pages whose file is not where it was written, but in exactly one other place. From then on they are there, and
 * a pull leaves them there. Where two files name the same page, nobody knows which of them is meant: both are left.
 */
export async function followMoved<State extends Pick<DocsState, "pages">>(
  folder: Folder,
  { state, local }: Followed<State>,
): Promise<Followed<State>> {
  const elsewhere = new Map<string, readonly string[]>();
  for (const [path, { id }] of local.strays) {
    if (id !== undefined) elsewhere.set(id, [...elsewhere.get(id) ?? [], path]);
  }
  const pages = new Map<string, PageState>(state.pages);
  const looks = new Map<string, LocalPage>(local.pages);
  const followed = new Set<string>();
  for (const [id, known] of state.pages) {
    const [path, ...others] = elsewhere.get(id) ?? [];
    if (path === undefined || others.length > 0 || local.pages.get(id)?.kind !== "missing") continue;
    const page = { ...known, path, byHand: true };
    pages.set(id, page);
    looks.set(id, await lookAtPage(folder, { id, page }));
    followed.add(foldedName(path));
  }
  if (followed.size === 0) return { state, local };
  return {
    state: { ...state, pages },
    local: {
      pages: looks,
      strays: new Map([...local.strays].filter(([path]) => !followed.has(foldedName(path)))),
      isForeign: (path) => !followed.has(foldedName(path)) && local.isForeign(path),
    },
  };
}

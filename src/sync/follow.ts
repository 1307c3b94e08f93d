/**
 * Follows page files that the user moved or renamed, by the id in their front matter.
 *
 * @module
 */
import { UsageError } from "../core/errors.ts";
import type { Folder } from "./folder.ts";
import { parsePageFile } from "./front_matter.ts";
import { type Local, type LocalPage, lookAtPage } from "./scan.ts";
import { foldedName } from "./names.ts";
import { type Endless, targetsIn } from "./render.ts";
import type { DocsState, PageState } from "./state.ts";

/** The state of a folder, and the scan of its files. */
interface Followed<State> {
  readonly state: State;
  readonly local: Local;
}

/** A page without those of the user's own files that its text no longer links to. They are ordinary files again. */
async function withoutForgotten(
  folder: Folder,
  { page, endless }: { readonly page: PageState; readonly endless: Endless | undefined },
): Promise<PageState> {
  const files = Object.entries(page.attachments);
  if (!files.some(([, { own = false }]) => own)) return page;
  const isFile = (await folder.stat(page.path))?.kind === "file";
  const body = bodyOf(isFile ? await folder.text(page.path) ?? "" : "", page.path);
  const { path, writtenAt = path } = page;
  const places = [...new Set([path, writtenAt])];
  const targets = new Set(places.flatMap((from) => [...targetsIn(body, { path: from }, endless)]));
  const kept = files.filter(([, { own = false, path }]) => !own || targets.has(path));
  return kept.length === files.length ? page : { ...page, attachments: Object.fromEntries(kept) };
}

/** A file's text without front matter; the whole text if the front matter is invalid. */
function bodyOf(text: string, path: string): string {
  try {
    return parsePageFile(text, path).body;
  } catch (error) {
    if (error instanceof UsageError) return text;
    throw error;
  }
}

/**
 * Finds pages whose file is missing at its path, but exists at exactly one other path. The state then uses the new
 * path, which a pull keeps. If two files name the same page, it is ambiguous and nothing changes.
 *
 * An attachment elsewhere in the folder is tracked only while the text of its page links to it.
 */
export async function followMoved<State extends Pick<DocsState, "pages">>(
  folder: Folder,
  { state, local, endless }: Followed<State> & {
    /** Runs conversions that may take long. */
    readonly endless: Endless | undefined;
  },
): Promise<Followed<State>> {
  const elsewhere = new Map<string, readonly string[]>();
  for (const [path, { id }] of local.untracked) {
    if (id !== undefined) elsewhere.set(id, [...elsewhere.get(id) ?? [], path]);
  }
  const pages = new Map<string, PageState>(state.pages);
  const looks = new Map<string, LocalPage>(local.pages);
  const followed = new Set<string>();
  for (const [id, known] of state.pages) {
    const [path, ...others] = elsewhere.get(id) ?? [];
    if (path === undefined || others.length > 0 || local.pages.get(id)?.kind !== "missing") continue;
    const { writtenAt = known.path } = known;
    const page = { ...known, path, byHand: true, writtenAt: writtenAt === path ? undefined : writtenAt };
    pages.set(id, page);
    looks.set(id, await lookAtPage(folder, { id, page }));
    followed.add(foldedName(path));
  }
  for (const [id, page] of pages) {
    pages.set(id, await withoutForgotten(folder, { page, endless }));
  }
  return {
    state: { ...state, pages },
    local: {
      pages: looks,
      untracked: new Map([...local.untracked].filter(([path]) => !followed.has(foldedName(path)))),
      isForeign: (path) => !followed.has(foldedName(path)) && local.isForeign(path),
    },
  };
}

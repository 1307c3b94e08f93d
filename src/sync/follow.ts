/**
 * Files of pages that a person moved or renamed: the id in their front matter says which page they are.
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

/** What is known of a folder, and what lies in it. */
interface Followed<State> {
  readonly state: State;
  readonly local: Local;
}

/** A page without the user's own files that its text no longer leads to: they are nothing but files of the user's. */
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

/** A file's text without what stands before it; all of it where that cannot be read. */
function bodyOf(text: string, path: string): string {
  try {
    return parsePageFile(text, path).body;
  } catch (error) {
    if (error instanceof UsageError) return text;
    throw error;
  }
}

/**
 * Finds pages whose file is not where it was written, but in exactly one other place. From then on they are there, and
 * a pull leaves them there. Where two files name the same page, nobody knows which of them is meant: both are left.
 *
 * An attached file that lies elsewhere in the folder is known only as long as the text of its page leads to it.
 */
export async function followMoved<State extends Pick<DocsState, "pages">>(
  folder: Folder,
  { state, local, endless }: Followed<State> & {
    /** Does conversions that may take long. */
    readonly endless: Endless | undefined;
  },
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
      strays: new Map([...local.strays].filter(([path]) => !followed.has(foldedName(path)))),
      isForeign: (path) => !followed.has(foldedName(path)) && local.isForeign(path),
    },
  };
}

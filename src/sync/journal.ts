/**
 * The write-ahead journal of a pull. It is saved before files get their final names, so that after a crash the next run
 * recognises them and downloads nothing twice.
 *
 * @module
 */
import { FileFault } from "../core/host.ts";
import type { Folder } from "./folder.ts";
import { lookAtAttachment } from "./scan.ts";
import { hashOf } from "./render.ts";
import type { AttachmentState, DocsState, PageState } from "./state.ts";

/** The journal file, beside the state. It exists only during a pull, or after one was killed. */
export const JOURNAL_FILE = ".atlcli-docs.journal.json";

/**
 * Merges the journal into a state, where the disk confirms it: an entry counts only if its file has exactly the announced
 * content. The rest of the state stays.
 *
 * @param folder The folder with the files.
 * @param parts The state, absent if the first pull was killed, and the journal.
 */
export async function recover(
  folder: Folder,
  { state, journal }: { readonly state: DocsState | undefined; readonly journal: DocsState },
): Promise<DocsState> {
  const base = state ?? { ...journal, pages: new Map<string, PageState>() };
  if (base.site !== journal.site || base.space.key !== journal.space.key) return base;
  const pages = new Map(base.pages);
  for (const [id, announced] of journal.pages) {
    const known = base.pages.get(id);
    const page = await recoverPage(folder, { announced, known });
    if (page !== undefined) pages.set(id, await withFiles(folder, { page, announced, known }));
  }
  return { ...base, pages };
}

interface Announced {
  readonly announced: PageState;
  readonly known: PageState | undefined;
}

async function recoverPage(
  folder: Folder,
  { announced, known }: Announced,
): Promise<PageState | undefined> {
  const hash = await hashAt(folder, announced.path);
  if (hash === announced.markdown) return announced;
  // If the hash is the previous one, the file was moved but not yet rewritten.
  return known !== undefined && hash === known.markdown ? { ...known, path: announced.path } : known;
}

async function withFiles(
  folder: Folder,
  { page, announced, known }: Announced & { readonly page: PageState },
): Promise<PageState> {
  const files = new Map<string, AttachmentState>(Object.entries(known?.attachments ?? {}));
  for (const [id, file] of Object.entries(announced.attachments)) {
    const before = files.get(id);
    // A file that is moved and then replaced may only have been moved.
    const moved = before === undefined ? [] : [{ ...before, path: file.path }];
    for (const each of [file, ...moved]) {
      if (await lookAtAttachment(folder, each) !== "same") continue;
      const stat = await folder.stat(each.path);
      files.set(id, { ...each, modifiedAt: stat?.modifiedAt ?? each.modifiedAt });
      break;
    }
  }
  return { ...page, attachments: Object.fromEntries(files) };
}

/** The hash of a file's text; `undefined` if it is not a regular file. */
async function hashAt(folder: Folder, path: string): Promise<string | undefined> {
  try {
    const text = await folder.text(path);
    return text === undefined ? undefined : hashOf(text);
  } catch (error) {
    if (error instanceof FileFault) return undefined;
    throw error;
  }
}

/**
 * The write-ahead journal: what a pull is about to write. It is saved before each file is put in its place, so that a
 * run that was killed is known by its files, and nothing that is whole is downloaded again.
 *
 * @module
 */
import { FileFault } from "../core/host.ts";
import type { Folder } from "./folder.ts";
import { lookAtAttachment } from "./scan.ts";
import { hashOf } from "./render.ts";
import type { AttachmentState, DocsState, PageState } from "./state.ts";

/** The file of the journal, beside the state. Present only while a pull runs, or after one was killed. */
export const JOURNAL_FILE = ".atlcli-docs.journal.json";

/**
 * Adds to a state what the journal announced and the disk confirms: an entry counts only where its file holds exactly
 * the content that was to be written. Everything else stays as the state has it.
 *
 * @param folder Where the files are.
 * @param parts The state, absent after a first pull that was killed, and the journal.
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
  // A file that is moved and then rewritten had been moved only.
  return known !== undefined && hash === known.markdown ? { ...known, path: announced.path } : known;
}

async function withFiles(
  folder: Folder,
  { page, announced, known }: Announced & { readonly page: PageState },
): Promise<PageState> {
  const files = new Map<string, AttachmentState>(Object.entries(known?.attachments ?? {}));
  for (const [id, file] of Object.entries(announced.attachments)) {
    const before = files.get(id);
    // A file that is moved and then replaced had been moved only.
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

/** The hash of a file's text; `undefined` where there is no regular file. */
async function hashAt(folder: Folder, path: string): Promise<string | undefined> {
  try {
    const text = await folder.text(path);
    return text === undefined ? undefined : hashOf(text);
  } catch (error) {
    if (error instanceof FileFault) return undefined;
    throw error;
  }
}

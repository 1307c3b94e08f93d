/**
 * Scans the folder, and compares its files with the state.
 *
 * @module
 */
import { UsageError } from "../core/errors.ts";
import type { Folder } from "./folder.ts";
import { type FrontMatter, parsePageFile } from "./front_matter.ts";
import { hashOfStream } from "./hashing.ts";
import { foldedName, PAGE_ENDING } from "./names.ts";
import { hashOf } from "./render.ts";
import type { AttachmentState, DocsState, PageState } from "./state.ts";

/** The state of a page's file: missing, unchanged, or edited. */
export type LocalPage =
  | { readonly kind: "missing" | "same" }
  | {
    readonly kind: "edited";
    /** The version in its front matter, if valid. */
    readonly version: number | undefined;
  };

/** The result of a scan. */
export interface Local {
  /** The tracked pages, by id. */
  readonly pages: ReadonlyMap<string, LocalPage>;
  /** Untracked Markdown files by path, with the id in their front matter. */
  readonly untracked: ReadonlyMap<string, { readonly id: string | undefined }>;
  /** Whether a path is occupied by an untracked file, or by a folder in place of a file. */
  readonly isForeign: (path: string) => boolean;
}

/** Scans all files of the folder. */
export async function scanFolder(folder: Folder, state: Pick<DocsState, "pages">): Promise<Local> {
  const pages = new Map<string, LocalPage>();
  for (const [id, page] of state.pages) pages.set(id, await lookAtPage(folder, { id, page }));
  const own = new Set<string>();
  for (const [id, { path, attachments }] of state.pages) {
    if (pages.get(id)?.kind !== "missing") own.add(foldedName(path));
    for (const file of Object.values(attachments)) own.add(foldedName(file.path));
  }
  const others = (await folder.list("")).filter((path) => !own.has(foldedName(path)));
  const foreign = new Set(others.map(foldedName));
  const untracked = new Map<string, { readonly id: string | undefined }>();
  for (const path of others) {
    if (path.toLowerCase().endsWith(PAGE_ENDING)) untracked.set(path, { id: await idIn(folder, path) });
  }
  return { pages, untracked, isForeign: (path) => foreign.has(foldedName(path)) };
}

/** Compares a page's file with the state. */
export async function lookAtPage(
  folder: Folder,
  { id, page }: { readonly id: string; readonly page: PageState },
): Promise<LocalPage> {
  // A link from a checkout, a folder or a pipe was not written by us, and must be neither read nor sent.
  const kind = (await folder.stat(page.path))?.kind;
  if (kind !== undefined && kind !== "file") return { kind: "edited", version: undefined };
  const text = await folder.text(page.path);
  if (text === undefined) return { kind: "missing" };
  if (hashOf(text) === page.markdown) return { kind: "same" };
  const front = frontOf(text, page.path);
  // The file of another page, which an interrupted run had already moved here.
  if (front?.id !== undefined && front.id !== id) return { kind: "missing" };
  return { kind: "edited", version: front?.version };
}

/** A larger file whose size and time are those that were written is not read. */
const MAX_ALWAYS_READ = 1024 * 1024;

/**
 * An attached file, compared with what was written: byte by byte up to 1 MiB; a larger one by its size and the time of
 * its last change, unless `whole` says that it is about to be replaced or removed.
 */
export async function lookAtAttachment(
  folder: Folder,
  file: AttachmentState,
  { whole = false }: { readonly whole?: boolean } = {},
): Promise<"missing" | "same" | "edited"> {
  const stat = await folder.stat(file.path);
  if (stat === undefined) return "missing";
  if (stat.kind !== "file" || stat.size !== file.size) return "edited";
  const sameTime = (stat.modifiedAt ?? 0) === file.modifiedAt;
  // A tool can put the time back: what is read is believed, not the time.
  const isRead = file.hash !== undefined && (!sameTime || whole || stat.size <= MAX_ALWAYS_READ);
  if (!isRead) return sameTime ? "same" : "edited";
  const content = await folder.open(file.path);
  return content !== undefined && await hashOfStream(content) === file.hash ? "same" : "edited";
}

async function idIn(folder: Folder, path: string): Promise<string | undefined> {
  return frontOf(await folder.text(path) ?? "", path)?.id;
}

/** The front matter of a text; `undefined` if it is invalid. Then the file is not ours. */
function frontOf(text: string, path: string): FrontMatter | undefined {
  try {
    return parsePageFile(text, path).front;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

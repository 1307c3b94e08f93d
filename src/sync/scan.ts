/**
 * What lies in the folder, compared with what was written there.
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

/** A page's file: gone, as it was written, or edited since. */
export type LocalPage =
  | { readonly kind: "missing" | "same" }
  | {
    readonly kind: "edited";
    /** The version that its front matter names, where it can be read. */
    readonly version: number | undefined;
  };

/** What lies in the folder. */
export interface Local {
  /** The pages of the state, by id. */
  readonly pages: ReadonlyMap<string, LocalPage>;
  /** Markdown that the state does not know, by path; with the id that its front matter names. */
  readonly strays: ReadonlyMap<string, { readonly id: string | undefined }>;
  /** Whether a file is there that the state does not know, or a folder in a file's place. */
  readonly isForeign: (path: string) => boolean;
}

/** Looks at every file of the folder. */
export async function lookAround(folder: Folder, state: Pick<DocsState, "pages">): Promise<Local> {
  const pages = new Map<string, LocalPage>();
  for (const [id, page] of state.pages) pages.set(id, await lookAtPage(folder, { id, page }));
  const own = new Set<string>();
  for (const [id, { path, attachments }] of state.pages) {
    if (pages.get(id)?.kind !== "missing") own.add(foldedName(path));
    for (const file of Object.values(attachments)) own.add(foldedName(file.path));
  }
  const others = (await folder.list("")).filter((path) => !own.has(foldedName(path)));
  const foreign = new Set(others.map(foldedName));
  const strays = new Map<string, { readonly id: string | undefined }>();
  for (const path of others) {
    if (path.toLowerCase().endsWith(PAGE_ENDING)) strays.set(path, { id: await idIn(folder, path) });
  }
  return { pages, strays, isForeign: (path) => foreign.has(foldedName(path)) };
}

/** A page's file, compared with what was written. */
export async function lookAtPage(
  folder: Folder,
  { id, page }: { readonly id: string; readonly page: PageState },
): Promise<LocalPage> {
  // A link that a checkout put here, a folder or a pipe: not what was written, and nobody's to read or to send.
  const kind = (await folder.stat(page.path))?.kind;
  if (kind !== undefined && kind !== "file") return { kind: "edited", version: undefined };
  const text = await folder.text(page.path);
  if (text === undefined) return { kind: "missing" };
  if (hashOf(text) === page.markdown) return { kind: "same" };
  const front = frontOf(text, page.path);
  // Another page's file: a run that was ended in the middle had moved that here already.
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

/** What stands before a text; `undefined` where that cannot be read: then it is somebody's, whatever it is. */
function frontOf(text: string, path: string): FrontMatter | undefined {
  try {
    return parsePageFile(text, path).front;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

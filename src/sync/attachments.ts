/**
 * Pulls the attachments of a page into the folder beside its file.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { type Attachment, downloadAttachment } from "../confluence/attachments.ts";
import { AtlcliError, type ErrorCode } from "../core/errors.ts";
import { FileFault } from "../core/host.ts";
import { type Folder, obstacle } from "./folder.ts";
import { hashing, hashOfStream } from "./hashing.ts";
import { lookAtAttachment } from "./scan.ts";
import { foldedName } from "./names.ts";
import type { PlannedPage } from "./plan.ts";
import type { Done, Undecided } from "./conflicts.ts";
import type { AttachmentState } from "./state.ts";

/** The page to pull attachments for, and callbacks. */
interface AttachmentPull {
  readonly folder: Folder;
  readonly client: Client;
  readonly signal: AbortSignal | undefined;
  readonly page: PlannedPage;
  /** The attachments written before, by id. */
  readonly before: Readonly<Record<string, AttachmentState>>;
  /** Whether a page or attachment of the new plan uses a path. */
  readonly isClaimed: (path: string) => boolean;
  readonly done: (done: Done) => void;
  readonly leave: (undecided: Undecided) => void;
  /** Called with each file before it gets its final name. */
  readonly announce: (attachments: Readonly<Record<string, AttachmentState>>) => Promise<void>;
  /** Called after each file, with all attachments of the page. */
  readonly remember: (attachments: Readonly<Record<string, AttachmentState>>) => Promise<void>;
}

/** Updates the attachments of a page. Files are streamed, not buffered. */
export async function pullAttachments(pull: AttachmentPull): Promise<void> {
  const { page, signal } = pull;
  const files = new Map(Object.entries(pull.before));
  const keep = async (id: string, file: AttachmentState | undefined): Promise<void> => {
    if (file === undefined) files.delete(id);
    else files.set(id, file);
    await pull.remember(Object.fromEntries(files));
  };
  for (const attachment of page.remote.attachments) {
    signal?.throwIfAborted();
    const known = files.get(attachment.id);
    const moved = (file: AttachmentState): Promise<void> => keep(attachment.id, file);
    const file = await pullOne(pull, { attachment, known, moved }).catch((error) => {
      const path = page.places.get(attachment.id) ?? known?.path ?? page.path;
      pull.leave({ path, id: page.remote.id, ...skipped(error, path) });
      return files.get(attachment.id);
    });
    if (file !== files.get(attachment.id)) await keep(attachment.id, file);
  }
  const there = new Set(page.remote.attachments.map(({ id }) => id));
  for (const [id, file] of [...files]) {
    signal?.throwIfAborted();
    if (!there.has(id) && await removeOne(pull, file)) await keep(id, undefined);
  }
}

interface OneFile {
  readonly attachment: Attachment;
  readonly known: AttachmentState | undefined;
}

/** @returns The new state of the file; the previous one if nothing was done. */
async function pullOne(
  pull: AttachmentPull,
  { attachment, known, moved: noteMoved }: OneFile & {
    /** Called after a move, before any further change of the file. */
    readonly moved: (file: AttachmentState) => Promise<void>;
  },
): Promise<AttachmentState | undefined> {
  const { folder, page } = pull;
  const path = page.places.get(attachment.id);
  if (path === undefined) return known;
  const look = known === undefined ? "missing" : await lookAtAttachment(folder, known);
  const newer = known !== undefined && attachment.version > known.version;
  if (known !== undefined && look === "edited") {
    if (newer) {
      leave(pull, { path: known.path, why: "both-edited", what: "was changed both here and at the site" });
    }
    return known;
  }
  const isOwnPlace = known !== undefined && foldedName(known.path) === foldedName(path);
  if (!isOwnPlace && await folder.stat(path) !== undefined) {
    const adopted = await adopt(pull, { attachment, known, path });
    if (adopted !== undefined) return adopted;
    leave(pull, { path, why: "in-the-way", what: "is untracked, and occupies the path of an attachment" });
    return known;
  }
  // Moves first, even if a newer version follows, so that an interrupted run leaves nothing at the old path.
  const isLeft = known !== undefined && look === "same" && known.path !== path;
  const moved = isLeft ? await move(pull, { attachment, known, path }) : undefined;
  if (moved !== undefined) await noteMoved(moved);
  const here = moved ?? known;
  if (here === undefined || look === "missing" || newer || here.path !== path) {
    return await download(pull, { attachment, known: here, path });
  }
  if (known !== undefined && moved !== undefined) pull.done({ what: "moved", path, from: known.path });
  return here;
}

/** Moves a file to its new path; `undefined` if another page claims the old path. */
async function move(
  { folder, isClaimed, announce }: AttachmentPull,
  { attachment, known, path }: OneFile & { readonly known: AttachmentState; readonly path: string },
): Promise<AttachmentState | undefined> {
  const isOwnPlace = foldedName(known.path) === foldedName(path);
  if (!isOwnPlace && isClaimed(known.path)) return undefined;
  const moved = { ...known, title: attachment.title, path };
  await announce({ [attachment.id]: moved });
  await folder.move(known.path, path);
  return moved;
}

/**
 * Adopts an untracked file at the attachment's path if it has the same content: it was moved along with its page, or
 * the state was lost. Only files of the same size are compared.
 */
async function adopt(
  { folder, client, page, signal }: AttachmentPull,
  { attachment, known, path }: OneFile & { readonly path: string },
): Promise<AttachmentState | undefined> {
  const stat = await folder.stat(path);
  if (stat?.kind !== "file") return undefined;
  const about = { title: attachment.title, path, size: stat.size, modifiedAt: stat.modifiedAt ?? 0 };
  if (known !== undefined && await lookAtAttachment(folder, { ...known, path }) === "same") {
    return { ...known, ...about };
  }
  if (known !== undefined || stat.size !== attachment.size) return undefined;
  const source = { ...attachment, pageId: page.remote.id };
  const hash = await hashOfStream(await downloadAttachment(client, { attachment: source, signal }));
  const here = await folder.open(path);
  if (here === undefined || await hashOfStream(here) !== hash) return undefined;
  return { ...about, version: attachment.version, hash };
}

async function download(
  pull: AttachmentPull,
  { attachment, known, path }: OneFile & { readonly path: string },
): Promise<AttachmentState> {
  const { folder, client, signal, page } = pull;
  const { id, title, version } = attachment;
  const source = { ...attachment, pageId: page.remote.id };
  const { stream, hash, size } = hashing(await downloadAttachment(client, { attachment: source, signal }));
  await folder.write(path, stream, async () => {
    await requireUnchanged(folder, { known, path });
    await pull.announce({ [id]: { title, path, version, size: size(), modifiedAt: 0, hash: hash() } });
  });
  const stat = await folder.stat(path);
  pull.done({ what: known === undefined ? "added" : "updated", path });
  return { title, path, version, size: size(), modifiedAt: stat?.modifiedAt ?? 0, hash: hash() };
}

/**
 * Checks again before replacing a file, because the download may take long.
 *
 * @throws {FileFault} `exists` if a file was added or changed at the path.
 */
async function requireUnchanged(
  folder: Folder,
  { known, path }: Pick<OneFile, "known"> & { readonly path: string },
): Promise<void> {
  const isOwnPlace = known !== undefined && foldedName(known.path) === foldedName(path);
  const isFree = isOwnPlace
    ? await lookAtAttachment(folder, known, { whole: true }) !== "edited"
    : await folder.stat(path) === undefined;
  if (!isFree) throw new FileFault("exists", path);
}

/** Removes the file of a deleted attachment. @returns Whether its state can be dropped. */
async function removeOne(pull: AttachmentPull, file: AttachmentState): Promise<boolean> {
  const look = await lookAtAttachment(pull.folder, file, { whole: true });
  if (look === "edited") {
    const what = "was changed here, but is no longer attached to its page";
    leave(pull, { path: file.path, why: "deleted-edited", what });
    return false;
  }
  if (!pull.isClaimed(file.path) && look === "same") {
    await pull.folder.remove(file.path);
    pull.done({ what: "removed", path: file.path });
  }
  return true;
}

/**
 * Why one file was skipped, while the others continue.
 *
 * @throws the error itself if it affects all files.
 */
function skipped(error: unknown, path: string): Pick<Undecided, "why" | "text"> {
  const concernsOne = error instanceof AtlcliError && REFUSED.includes(error.code);
  if (!concernsOne) return { why: "in-the-way", text: obstacle(error, path) };
  return { why: "refused", text: `"${path}" was not downloaded. ${error.message}` };
}

/** Errors that affect a single file; others may still succeed. */
const REFUSED: readonly ErrorCode[] = [
  "bad-response",
  "bad-request",
  "conflict",
  "not-found",
  "permission",
  "redirect-refused",
];

function leave(
  { page, leave }: AttachmentPull,
  { path, why, what }: Pick<Undecided, "path" | "why"> & { readonly what: string },
): void {
  leave({ path, id: page.remote.id, why, text: `"${path}" ${what}: the local file was kept` });
}

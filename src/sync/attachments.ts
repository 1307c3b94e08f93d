/**
 * The files of a page, beside it.
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

/** What to bring up to date, and whom to tell. */
interface AttachmentPull {
  readonly folder: Folder;
  readonly client: Client;
  readonly signal: AbortSignal | undefined;
  readonly page: PlannedPage;
  /** What was written before, by id. */
  readonly before: Readonly<Record<string, AttachmentState>>;
  /** Whether a page or a file of one has that path from now on. */
  readonly isClaimed: (path: string) => boolean;
  readonly done: (done: Done) => void;
  readonly leave: (undecided: Undecided) => void;
  /** Called before a file gets its name, with that file. */
  readonly announce: (attachments: Readonly<Record<string, AttachmentState>>) => Promise<void>;
  /** Called after each file, with all of the page's. */
  readonly remember: (attachments: Readonly<Record<string, AttachmentState>>) => Promise<void>;
}

/** Brings the files of a page up to date. None is held in memory. */
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

/** @returns what is known of the file now: the same as before where nothing was done. */
async function pullOne(
  pull: AttachmentPull,
  { attachment, known, moved: noteMoved }: OneFile & {
    /** Called when the file was moved, before anything else is done to it. */
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
      leave(pull, { path: known.path, why: "both-edited", what: "was changed here, and at the site" });
    }
    return known;
  }
  const isOwnPlace = known !== undefined && foldedName(known.path) === foldedName(path);
  if (!isOwnPlace && await folder.stat(path) !== undefined) {
    const adopted = await adopt(pull, { attachment, known, path });
    if (adopted !== undefined) return adopted;
    leave(pull, { path, why: "in-the-way", what: "is not ours, and lies where an attached file has to go" });
    return known;
  }
  // Moved first, also where a newer one comes: nothing is left behind at the old place, whenever this ends.
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

/** Moves a file to its new place, unless another page has the old one from now on: then `undefined`. */
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
 * Takes over a file that lies where an attached file has to go, if it is that file: somebody moved it along with its
 * page, or the state was lost. Only a file of the same size is compared.
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
 * Looks again at what is about to be replaced: a download may take long.
 *
 * @throws {FileFault} `exists` when somebody put a file there, or changed it.
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

/** Removes the file of what is no longer attached. @returns whether nothing of it is left to be known. */
async function removeOne(pull: AttachmentPull, file: AttachmentState): Promise<boolean> {
  const look = await lookAtAttachment(pull.folder, file, { whole: true });
  if (look === "edited") {
    const what = "was changed here, and is no longer attached to its page";
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
 * Why one file was not brought up to date, while the others are.
 *
 * @throws the error itself, when it says something about all of them.
 */
function skipped(error: unknown, path: string): Pick<Undecided, "why" | "text"> {
  const concernsOne = error instanceof AtlcliError && REFUSED.includes(error.code);
  if (!concernsOne) return { why: "in-the-way", text: obstacle(error, path) };
  return { why: "refused", text: `"${path}" was not downloaded. ${error.message}` };
}

/** What a site, or this program, refuses for one file: another one may well come. */
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
  leave({ path, id: page.remote.id, why, text: `"${path}" ${what}: kept as it is here` });
}

/**
 * The files of a page, beside it.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { type Attachment, downloadAttachment } from "../confluence/attachments.ts";
import { type Folder, obstacle } from "./folder.ts";
import { hashing } from "./hashing.ts";
import { lookAtAttachment } from "./scan.ts";
import { foldedName } from "./names.ts";
import type { PlannedPage } from "./plan.ts";
import type { Done, Undecided } from "./conflicts.ts";
import type { AttachmentState } from "./state.ts";

/** What to bring up to date, and whom to tell. */
export interface AttachmentPull {
  readonly folder: Folder;
  readonly client: Client;
  readonly signal: AbortSignal | undefined;
  readonly page: PlannedPage;
  /** What was written before, by id. */
  readonly before: Readonly<Record<string, AttachmentState>>;
  readonly done: (done: Done) => void;
  readonly leave: (undecided: Undecided) => void;
  /** Called after each file. */
  readonly remember: (attachments: Readonly<Record<string, AttachmentState>>) => Promise<void>;
}

/** Brings the files of a page up to date. None is held in memory. */
export async function pullAttachments(pull: AttachmentPull): Promise<void> {
  const { page, before, folder, signal } = pull;
  let files = before;
  const keep = async (id: string, file: AttachmentState | undefined): Promise<void> => {
    const { [id]: _, ...others } = files;
    files = file === undefined ? others : { ...others, [id]: file };
    await pull.remember(files);
  };
  for (const attachment of page.remote.attachments) {
    signal?.throwIfAborted();
    const known = before[attachment.id];
    const file = await pullOne(pull, { attachment, known }).catch((error) => {
      const path = page.places.get(attachment.id) ?? attachment.title;
      pull.leave({ path, id: page.remote.id, why: "in-the-way", text: obstacle(error, path) });
      return known;
    });
    if (file !== known) await keep(attachment.id, file);
  }
  const there = new Set(page.remote.attachments.map(({ id }) => id));
  for (const [id, file] of Object.entries(before)) {
    if (there.has(id)) continue;
    const look = await lookAtAttachment(folder, file);
    const claimed = [...page.places.values()].some((path) => foldedName(path) === foldedName(file.path));
    if (look === "same" && !claimed) {
      await folder.remove(file.path);
      pull.done({ what: "removed", path: file.path });
    }
    await keep(id, undefined);
  }
}

interface OneFile {
  readonly attachment: Attachment;
  readonly known: AttachmentState | undefined;
}

/** @returns what is known of the file now: the same as before where nothing was done. */
async function pullOne(
  pull: AttachmentPull,
  { attachment, known }: OneFile,
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
  const moved = known !== undefined && known.path !== path;
  const inTheWay = (known === undefined || moved) && await folder.stat(path) !== undefined &&
    !(moved && foldedName(known.path) === foldedName(path));
  if (inTheWay) {
    leave(pull, { path, why: "in-the-way", what: "is not ours, and lies where an attached file has to go" });
    return known;
  }
  if (known !== undefined && look === "same" && !newer) {
    if (!moved) return known;
    await folder.move(known.path, path);
    pull.done({ what: "moved", path, from: known.path });
    return { ...known, title: attachment.title, path };
  }
  return await download(pull, { attachment, known, path });
}

async function download(
  pull: AttachmentPull,
  { attachment, known, path }: OneFile & { readonly path: string },
): Promise<AttachmentState> {
  const { folder, client, signal, page } = pull;
  const source = { ...attachment, pageId: page.remote.id };
  const { stream, hash } = hashing(await downloadAttachment(client, { attachment: source, signal }));
  await folder.write(path, stream);
  const stat = await folder.stat(path);
  pull.done({ what: known === undefined ? "added" : "updated", path });
  return {
    title: attachment.title,
    path,
    version: attachment.version,
    size: stat?.size ?? 0,
    modifiedAt: stat?.modifiedAt ?? 0,
    hash: hash(),
  };
}

function leave(
  { page, leave }: AttachmentPull,
  { path, why, what }: Pick<Undecided, "path" | "why"> & { readonly what: string },
): void {
  leave({ path, id: page.remote.id, why, text: `"${path}" ${what}: kept as it is here` });
}

/**
 * Sends one attachment.
 *
 * @module
 */
import { sendAttachment } from "../confluence/attachments.ts";
import { FileFault } from "../core/host.ts";
import { hashing } from "./hashing.ts";
import type { PushFile } from "./push_files.ts";
import type { PushParts } from "./push_plan.ts";
import type { AttachmentState } from "./state.ts";

/** The attachment at the site after sending. */
interface SentFile {
  /** The attachment's id. */
  readonly id: string;
  readonly sent: AttachmentState;
}

/**
 * Sends a file as a stream, and returns its new state.
 *
 * @throws {HttpError} if the site rejects it.
 * @throws {FileFault} if it is gone, or cannot be read.
 */
export async function sendFile(
  file: PushFile,
  { folder, client, signal, pageId }: PushParts & { readonly pageId: string },
): Promise<SentFile> {
  const { path, title, mediaType, id: before } = file;
  const stat = await folder.stat(path);
  const content = await folder.open(path);
  if (stat === undefined || content === undefined) throw new FileFault("not-found", path);
  const { stream, hash } = hashing(content);
  const request = { id: pageId, before, name: title, mediaType, content: stream, signal };
  const { id, version } = await sendAttachment(client, request);
  const known = {
    title,
    path,
    version,
    size: stat.size ?? 0,
    modifiedAt: stat.modifiedAt ?? 0,
    hash: hash(),
  };
  return { id, sent: known };
}

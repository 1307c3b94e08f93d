/**
 * Compares a local file with an attachment at the site.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { type Attachment, downloadAttachment } from "../confluence/attachments.ts";
import { HttpError } from "../core/errors.ts";
import type { Folder } from "./folder.ts";
import { hashOfStream } from "./hashing.ts";
import type { AttachmentState } from "./state.ts";

/** The file and the attachment to compare. */
interface Comparison {
  readonly client: Client;
  readonly folder: Folder;
  readonly path: string;
  /** The attachment at the site, with its page. */
  readonly attachment: Attachment;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Compares a file with an attachment, byte by byte if their sizes are equal.
 *
 * @returns The attachment's state if they are equal; `undefined` if they differ, or the site does not deliver it.
 */
export async function sameFile(
  { client, folder, path, attachment, signal }: Comparison,
): Promise<AttachmentState | undefined> {
  const stat = await folder.stat(path);
  if (stat?.kind !== "file" || stat.size !== attachment.size) return undefined;
  const here = await folder.open(path);
  if (here === undefined) return undefined;
  const hash = await hashOfStream(here);
  const there = await contentOf(client, { attachment, signal });
  if (there === undefined || await hashOfStream(there) !== hash) return undefined;
  const { title, version } = attachment;
  return { title, path, version, size: stat.size, modifiedAt: stat.modifiedAt ?? 0, hash };
}

async function contentOf(
  client: Client,
  options: Parameters<typeof downloadAttachment>[1],
): Promise<ReadableStream<Uint8Array> | undefined> {
  try {
    return await downloadAttachment(client, options);
  } catch (error) {
    if (error instanceof HttpError) return undefined;
    throw error;
  }
}

/**
 * Uploads of attachments, for both faces of Confluence.
 *
 * @module
 */
import { type Call, paramOf, signedIn, userOf } from "../call.ts";
import { InputError } from "../input.ts";
import { pageOf } from "../visible.ts";
import type { Attachment, Page } from "../wiki_model.ts";
import { attachmentsOf, type Content, contentOf } from "./content.ts";
import { readUploads } from "./upload.ts";
import { addAttachment, saveAttachment, type Upload, writerOf } from "./writes.ts";

/** An attachment with its page. */
export type OnPage = Extract<Content, { type: "attachment" }>;

/**
 * The page in the path, if it is not trashed.
 *
 * @throws {InputError} 404 if it does not exist, or the caller may not see it.
 */
export function livePageAt(call: Call): Page {
  const id = paramOf(call, "id");
  const page = pageOf(call.world, userOf(call), id);
  if (page?.status === "current") return page;
  throw new InputError(404, `No content found with id: ContentId{id=${id}}`);
}

/**
 * The attachment in the path, on the page in the path.
 *
 * @throws {InputError} 404 if it does not exist.
 */
export function attachmentAt(call: Call): OnPage {
  const page = livePageAt(call);
  const id = paramOf(call, "attachment").replace(/^(att)?/, "att");
  const content = contentOf(call.world, userOf(call), id);
  if (content?.type === "attachment" && content.page.id === page.id) return content;
  throw new InputError(404, `No attachment found with id: ${id}`);
}

/**
 * Attaches the uploaded files to a page. A file with an existing name becomes its next version, or is rejected.
 *
 * @throws {InputError} 400 if a name exists and `replace` is false.
 */
export async function upload(call: Call, options: { readonly replace: boolean }): Promise<readonly OnPage[]> {
  signedIn(call);
  const page = livePageAt(call);
  writerOf(call, page.space);
  const files = await readUploads(call);
  const there = (file: Upload): Attachment | undefined =>
    attachmentsOf(call.world, page).find(({ fileName }) => fileName === file.fileName);
  const taken = files.find((file) => there(file) !== undefined);
  if (taken !== undefined && !options.replace) {
    throw new InputError(
      400,
      `Cannot add a new attachment with same file name as an existing attachment: ${taken.fileName}`,
    );
  }
  return files.map((file) => {
    const before = there(file);
    const attachment = before === undefined
      ? addAttachment(call, page, file)
      : saveAttachment(call, before, file);
    return { type: "attachment", page, attachment };
  });
}

/** Stores the uploaded file as the next version of the attachment in the path. */
export async function uploadVersion(call: Call): Promise<OnPage> {
  signedIn(call);
  const { page, attachment } = attachmentAt(call);
  writerOf(call, page.space);
  const [file] = await readUploads(call);
  if (file === undefined) throw new InputError(400, "At least one file is required: a part named 'file'");
  return { type: "attachment", page, attachment: saveAttachment(call, attachment, file) };
}

/**
 * The requested version of an attachment; by default the latest.
 *
 * @throws {InputError} 404 if there is no such version.
 */
export function wantedVersion(call: Call, attachment: Attachment): Attachment {
  const wanted = call.query.get("version");
  const versions = [attachment, ...call.world.oldAttachments.get(attachment.id) ?? []];
  const found = wanted === null ? attachment : versions.find(({ version }) => String(version) === wanted);
  if (found === undefined) throw new InputError(404, `The attachment has no version ${wanted}`);
  return found;
}

/**
 * The attachment at `/download/attachments/{id}/{name}`.
 *
 * @throws {InputError} 404 if it does not exist.
 */
export function downloadAt(call: Call): Attachment {
  const name = paramOf(call, "name");
  const attachment = attachmentsOf(call.world, livePageAt(call)).find(({ fileName }) => fileName === name);
  if (attachment === undefined) throw new InputError(404, `No attachment found with the name: ${name}`);
  return wantedVersion(call, attachment);
}

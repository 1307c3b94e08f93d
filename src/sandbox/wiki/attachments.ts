/**
 * Uploads of files, as both faces of Confluence take them.
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

/** A file on a page. */
export type OnPage = Extract<Content, { type: "attachment" }>;

/**
 * The page that the path names, where it is not in the trash.
 *
 * @throws {InputError} 404 when there is none, or the caller may not see it.
 */
export function livePageAt(call: Call): Page {
  const id = paramOf(call, "id");
  const page = pageOf(call.world, userOf(call), id);
  if (page?.status === "current") return page;
  throw new InputError(404, `No content found with id: ContentId{id=${id}}`);
}

/**
 * The file that the path names, on the page that it names.
 *
 * @throws {InputError} 404 when there is none.
 */
export function attachmentAt(call: Call): OnPage {
  const page = livePageAt(call);
  const id = paramOf(call, "attachment").replace(/^(att)?/, "att");
  const content = contentOf(call.world, userOf(call), id);
  if (content?.type === "attachment" && content.page.id === page.id) return content;
  throw new InputError(404, `No attachment found with id: ${id}`);
}

/**
 * Puts the uploaded files on a page. A file whose name is there already becomes its next version, or is refused.
 *
 * @throws {InputError} 400 when a name is there and `replace` is false.
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

/** Makes the uploaded file the next version of the one that the path names. */
export async function uploadVersion(call: Call): Promise<OnPage> {
  signedIn(call);
  const { page, attachment } = attachmentAt(call);
  writerOf(call, page.space);
  const [file] = await readUploads(call);
  if (file === undefined) throw new InputError(400, "At least one file is required: a part named 'file'");
  return { type: "attachment", page, attachment: saveAttachment(call, attachment, file) };
}

/**
 * The version of a file that the query asks for; the newest where it asks for none.
 *
 * @throws {InputError} 404 when there is no such version.
 */
export function wantedVersion(call: Call, attachment: Attachment): Attachment {
  const wanted = call.query.get("version");
  const versions = [attachment, ...call.world.oldAttachments.get(attachment.id) ?? []];
  const found = wanted === null ? attachment : versions.find(({ version }) => String(version) === wanted);
  if (found === undefined) throw new InputError(404, `The attachment has no version ${wanted}`);
  return found;
}

/**
 * The file at `/download/attachments/{id}/{name}`.
 *
 * @throws {InputError} 404 when there is none.
 */
export function downloadAt(call: Call): Attachment {
  const name = paramOf(call, "name");
  const attachment = attachmentsOf(call.world, livePageAt(call)).find(({ fileName }) => fileName === name);
  if (attachment === undefined) throw new InputError(404, `No attachment found with the name: ${name}`);
  return wantedVersion(call, attachment);
}

/**
 * Changes of pages and their attachments.
 *
 * @module
 */
import { type Call, signedIn } from "../call.ts";
import { InputError } from "../input.ts";
import type { User } from "../model.ts";
import { mayWrite } from "../visible.ts";
import type { Attachment, AttachmentContent, Page, Space } from "../wiki_model.ts";
import type { World } from "../world.ts";
import { attachmentsOf } from "./content.ts";
import { storageFault } from "./storage_check.ts";

const MAX_TITLE = 255;

/** The new values of a page. */
interface PageDraft {
  readonly space: Space;
  readonly parentId: number | undefined;
  readonly title: string;
  readonly body: string;
}

/**
 * The caller, who must be allowed to change a space.
 *
 * @throws {InputError} 401 if anonymous; 403 if the caller may only read.
 */
export function writerOf(call: Call, space: Space): User {
  const user = signedIn(call);
  if (mayWrite(call.world, user, space)) return user;
  throw new InputError(403, `User not permitted to change content in space ${space.key}`);
}

/**
 * Creates a page.
 *
 * @throws {InputError} 400 if the title is taken or invalid, or the body is not storage format.
 */
export function addPage(call: Call, draft: PageDraft): Page {
  const { world, now } = call;
  const author = writerOf(call, draft.space);
  refuseDraft(world, draft);
  const page: Page = {
    ...draft,
    id: world.newId(),
    version: 1,
    message: "",
    author,
    editor: author,
    labels: [],
    created: now,
    updated: now,
    status: "current",
  };
  world.pages.set(page.id, page);
  return page;
}

/**
 * Stores the next version of a page.
 *
 * @throws {InputError} 409 if the version is not the next one; 400 as for a new page.
 */
export function savePage(
  call: Call,
  page: Page,
  next: PageDraft & { readonly version: number; readonly message: string },
): Page {
  const { world, now } = call;
  const editor = writerOf(call, page.space);
  if (next.version !== page.version + 1) {
    throw new InputError(
      409,
      `Version must be incremented when updating a page. Current Version: [${page.version}]. Provided version: ` +
        `[${next.version}]`,
    );
  }
  refuseDraft(world, next, page);
  refuseBelowItself(world, page, next.parentId);
  const saved: Page = { ...page, ...next, editor, updated: now, status: "current" };
  world.oldPages.set(page.id, [...world.oldPages.get(page.id) ?? [], page]);
  world.pages.set(page.id, saved);
  return saved;
}

/** Moves a page below another one of its space, or to the top, without a new version. */
export function movePage(call: Call, page: Page, parentId: number | undefined): void {
  const { world } = call;
  writerOf(call, page.space);
  refuseBelowItself(world, page, parentId);
  world.pages.set(page.id, { ...page, parentId });
}

function refuseBelowItself(world: World, page: Page, parentId: number | undefined): void {
  for (let above = parentId; above !== undefined; above = world.pages.get(above)?.parentId) {
    if (above === page.id) throw new InputError(400, "A page cannot be below itself");
  }
}

/** Moves a page to the trash; its children move to its parent. */
export function trashPage(call: Call, page: Page): void {
  const { world } = call;
  writerOf(call, page.space);
  for (const child of world.pages.values()) {
    if (child.parentId === page.id) world.pages.set(child.id, { ...child, parentId: page.parentId });
  }
  world.pages.set(page.id, { ...page, status: "trashed" });
}

/** Deletes a page permanently, with all its content. */
export function purgePage(call: Call, page: Page): void {
  const { world } = call;
  writerOf(call, page.space);
  for (const attachment of attachmentsOf(world, page)) removeAttachment(call, attachment);
  world.pages.delete(page.id);
  world.oldPages.delete(page.id);
}

/** Changes the labels of a page, without a new version. */
export function setLabels(call: Call, page: Page, labels: readonly string[]): Page {
  writerOf(call, page.space);
  const labelled = { ...page, labels: [...new Set(labels)] };
  call.world.pages.set(page.id, labelled);
  return labelled;
}

/** An uploaded file. */
export interface Upload {
  readonly fileName: string;
  readonly mediaType: string;
  readonly comment: string;
  readonly content: AttachmentContent;
}

/** Adds an attachment to a page. */
export function addAttachment(call: Call, page: Page, upload: Upload): Attachment {
  const { world, now } = call;
  const author = writerOf(call, page.space);
  const attachment: Attachment = {
    ...upload,
    id: world.newId(),
    pageId: page.id,
    version: 1,
    author,
    created: now,
    updated: now,
  };
  world.attachments.set(attachment.id, attachment);
  return attachment;
}

/** Stores the next version of an attachment. */
export function saveAttachment(call: Call, attachment: Attachment, upload: Upload): Attachment {
  const { world, now } = call;
  const page = world.pages.get(attachment.pageId);
  if (page === undefined) throw new RangeError(`The attachment ${attachment.id} is on no page`);
  const author = writerOf(call, page.space);
  const saved = { ...attachment, ...upload, version: attachment.version + 1, author, updated: now };
  world.oldAttachments.set(attachment.id, [...world.oldAttachments.get(attachment.id) ?? [], attachment]);
  world.attachments.set(attachment.id, saved);
  return saved;
}

/** Removes an attachment from its page. */
export function removeAttachment(call: Call, attachment: Attachment): void {
  call.world.attachments.delete(attachment.id);
  call.world.oldAttachments.delete(attachment.id);
}

/** Confluence compares titles case-sensitively, and only within a space. */
function refuseDraft(world: World, draft: PageDraft, before?: Page): void {
  const title = draft.title.trim();
  if (title === "") throw new InputError(400, "Title is required for page");
  if (title.length > MAX_TITLE && draft.title !== before?.title) {
    throw new InputError(400, `Title cannot be longer than ${MAX_TITLE} characters`);
  }
  const isTaken = [...world.pages.values()].some((page) => {
    return page.id !== before?.id && page.status === "current" && page.space.id === draft.space.id &&
      page.title.toLowerCase() === title.toLowerCase();
  });
  if (isTaken) {
    throw new InputError(
      400,
      `A page with this title already exists: A page already exists with the title ${title} in the space with key ` +
        draft.space.key,
    );
  }
  const fault = storageFault(draft.body);
  if (fault !== undefined) throw new InputError(400, fault);
}

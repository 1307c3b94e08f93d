/**
 * The JSON of Confluence Cloud's second API.
 *
 * @module
 */
import type { Call } from "../call.ts";
import { InputError } from "../input.ts";
import { downloadPath, labelId, pageLink } from "../wiki/content_json.ts";
import { wikiTime } from "../wiki/view.ts";
import { type Attachment, type Page, type PageComment, sizeOf, type Space } from "../wiki_model.ts";
import { cloudWikiView } from "./confluence_view.ts";

/** A body in the requested format; none if no format is requested. */
export function bodyIn(call: Call, storage: string): { readonly body: object } {
  const format = call.query.get("body-format");
  if (format === null) return { body: {} };
  if (format === "storage") return { body: { storage: { representation: "storage", value: storage } } };
  throw new InputError(400, `The sandbox has no body format '${format}': 'storage' is the one it has`);
}

/** A space: `SpaceBulk` in Atlassian's document. */
export function spaceOf(space: Space, owner: string): object {
  return {
    id: String(space.id),
    key: space.key,
    name: space.name,
    type: "global",
    status: "current",
    authorId: owner,
    spaceOwnerId: owner,
    createdAt: wikiTime(Date.UTC(2026, 0, 5)),
    homepageId: String(space.homepageId),
    currentActiveAlias: space.key,
    _links: { webui: `/spaces/${space.key}` },
  };
}

/** A version of a page, a file or a comment. */
export function versionOf(
  thing: {
    readonly version: number;
    readonly updated: number;
    readonly message?: string;
    readonly author: { readonly accountId: string };
  },
): object {
  return {
    number: thing.version,
    message: thing.message ?? "",
    minorEdit: false,
    authorId: thing.author.accountId,
    createdAt: wikiTime(thing.updated),
  };
}

/** A page: `PageBulk` in Atlassian's document, and most of `PageSingle`. */
export function pageJson(call: Call, page: Page): object {
  const { id, parentId } = page;
  return {
    id: String(id),
    status: page.status,
    title: page.title,
    spaceId: String(page.space.id),
    parentId: parentId === undefined ? null : String(parentId),
    parentType: parentId === undefined ? null : "page",
    position: id % 1000,
    authorId: page.author.accountId,
    ownerId: page.author.accountId,
    lastOwnerId: null,
    createdAt: wikiTime(page.created),
    version: versionOf({ ...page, author: page.editor }),
    ...bodyIn(call, page.body),
    _links: {
      webui: pageLink(cloudWikiView(call), page),
      editui: `/pages/resumedraft.action?draftId=${id}`,
      tinyui: `/x/${id.toString(36)}`,
    },
  };
}

/** A label. */
export function labelJson(name: string): object {
  return { id: String(labelId(name)), name, prefix: "global" };
}

/** An attachment: `AttachmentBulk` in Atlassian's document. */
export function attachmentJson(attachment: Attachment, page: Page): object {
  const download = downloadPath({ type: "attachment", page, attachment });
  const id = `att${attachment.id}`;
  const webui =
    `/pages/viewpageattachments.action?pageId=${page.id}&preview=%2F${page.id}%2F${attachment.id}`;
  return {
    id,
    status: "current",
    title: attachment.fileName,
    createdAt: wikiTime(attachment.created),
    pageId: String(page.id),
    mediaType: attachment.mediaType,
    mediaTypeDescription: attachment.mediaType,
    comment: attachment.comment,
    fileId: `00000000-0000-4000-8000-${String(attachment.id).padStart(12, "0")}`,
    fileSize: sizeOf(attachment),
    webuiLink: webui,
    downloadLink: download,
    version: versionOf(attachment),
    _links: { webui, download },
  };
}

/** A comment on a page. */
export function commentJson(call: Call, comment: PageComment, page: Page): object {
  return {
    id: String(comment.id),
    status: "current",
    title: `Re: ${page.title}`,
    pageId: String(page.id),
    version: versionOf({ ...comment, updated: comment.created }),
    ...bodyIn(call, comment.body),
    _links: { webui: `${pageLink(cloudWikiView(call), page)}?focusedCommentId=${comment.id}` },
  };
}

/**
 * Content in Confluence's sense: pages, attachments, and comments.
 *
 * @module
 */
import type { User } from "../model.ts";
import { pageOf, visiblePages } from "../visible.ts";
import type { Attachment, Page, PageComment } from "../wiki_model.ts";
import type { World } from "../world.ts";

/** A piece of content with its page. */
export type Content =
  | { readonly type: "page"; readonly page: Page }
  | { readonly type: "attachment"; readonly page: Page; readonly attachment: Attachment }
  | { readonly type: "comment"; readonly page: Page; readonly comment: PageComment };

/** A page as content. */
export function pageContent(page: Page): Content {
  return { type: "page", page };
}

/** An id as the API writes it: `40001`, and `att50001` for an attachment. */
export function contentId(content: Content): string {
  switch (content.type) {
    case "page":
      return String(content.page.id);
    case "attachment":
      return `att${content.attachment.id}`;
    case "comment":
      return String(content.comment.id);
  }
}

/** The title: the file name of an attachment. */
export function titleOf(content: Content): string {
  switch (content.type) {
    case "page":
      return content.page.title;
    case "attachment":
      return content.attachment.fileName;
    case "comment":
      return `Re: ${content.page.title}`;
  }
}

/** Creation, last change, authors, and number of versions. */
export function historyOf(content: Content): Pick<Page, "created" | "updated" | "author" | "version"> {
  switch (content.type) {
    case "page":
      return content.page;
    case "attachment":
      return content.attachment;
    case "comment":
      return { ...content.comment, updated: content.comment.created };
  }
}

/** All content that a user may see, without trashed content, by creation. */
export function visibleContent(world: World, user: User | undefined): readonly Content[] {
  const pages = visiblePages(world, user);
  const byId = new Map(pages.map((page) => [page.id, page]));
  const attachments = [...world.attachments.values()].flatMap((attachment): readonly Content[] => {
    const page = byId.get(attachment.pageId);
    return page === undefined ? [] : [{ type: "attachment", page, attachment }];
  });
  const comments = [...world.pageComments.values()].flatMap((comment): readonly Content[] => {
    const page = byId.get(comment.pageId);
    return page === undefined ? [] : [{ type: "comment", page, comment }];
  });
  return [...pages.map(pageContent), ...attachments, ...comments];
}

/** A piece of content by its id, unless it or its page is trashed. */
export function contentOf(world: World, user: User | undefined, id: string): Content | undefined {
  const attachment = id.startsWith("att") ? world.attachments.get(Number(id.slice(3))) : undefined;
  const comment = world.pageComments.get(Number(id));
  const page = pageOf(world, user, String(attachment?.pageId ?? comment?.pageId ?? id));
  if (page === undefined || page.status !== "current") return undefined;
  if (attachment !== undefined) return { type: "attachment", page, attachment };
  return comment === undefined ? pageContent(page) : { type: "comment", page, comment };
}

/** The ancestors of a page, root first. */
export function ancestorsOf(world: World, page: Page): readonly Page[] {
  const parent = page.parentId === undefined ? undefined : world.pages.get(page.parentId);
  return parent === undefined ? [] : [...ancestorsOf(world, parent), parent];
}

/** The children of a page. */
export function childrenOf(world: World, page: Page): readonly Page[] {
  return [...world.pages.values()].filter(({ parentId, status }) => {
    return parentId === page.id && status === "current";
  });
}

/** The attachments of a page. */
export function attachmentsOf(world: World, page: Page): readonly Attachment[] {
  return [...world.attachments.values()].filter(({ pageId }) => pageId === page.id);
}

/**
 * What people say about an issue.
 *
 * @module
 */
import { array, looseObject, nullish, number, string, unknown } from "zod/mini";
import type { Client } from "../client/client.ts";
import { ask, lazyShape } from "../client/json_shape.ts";
import { type ListPage, offsetPages } from "./pages.ts";
import { issuePath, type IssueRequest, issueUrl } from "./rest.ts";
import { requireRichText, type RichText, richTextOf } from "./rich_text.ts";

/** As many as a page has, as on Cloud without asking. */
const PAGE_SIZE = 100;

/** A comment. What it says is as the server sent it. */
export interface Comment {
  /** A number, as text. */
  readonly id: string;
  /** The name of whoever wrote it; absent where the account is gone. */
  readonly author?: string;
  /** `2026-01-17T12:34:00.000+0000` */
  readonly created?: string;
  /** When it was last changed. */
  readonly updated?: string;
  /** What it says: a document on Cloud, wiki markup on Data Center. */
  readonly body: RichText;
}

/** Options of {@linkcode listComments}. */
export interface ListCommentsOptions extends IssueRequest {
  /**
   * Which come first.
   *
   * @default {"oldest"}
   */
  readonly first?: "oldest" | "newest" | undefined;
  /** Comments in all. Without it, every one. */
  readonly limit?: number | undefined;
}

const comment = () =>
  looseObject({
    id: string(),
    author: nullish(looseObject({ displayName: nullish(string()) })),
    created: nullish(string()),
    updated: nullish(string()),
    body: nullish(unknown()),
  });
const CommentsPage = lazyShape(() =>
  looseObject({ startAt: nullish(number()), total: nullish(number()), comments: array(comment()) })
);
const AddedComment = lazyShape(() => looseObject({ id: string() }));

/**
 * Lists an issue's comments, page by page; at least one page comes, also when it is empty.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { listComments } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * for await (const { items } of listComments(client, { key: "PROJ-1", first: "newest", limit: 10 })) {
 *   for (const comment of items) console.log(comment);
 * }
 * ```
 *
 * @throws {HttpError} `not-found` when there is no such issue, or this account may not see it.
 */
export function listComments(
  client: Client,
  options: ListCommentsOptions,
): AsyncGenerator<ListPage<Comment>, void, void> {
  return offsetPages(client, {
    path: issuePath(client, options.key, "/comment"),
    query: { orderBy: options.first === "newest" ? "-created" : "created" },
    limit: options.limit,
    pageSize: PAGE_SIZE,
    shape: CommentsPage,
    items: (page) =>
      page.comments.map(({ id, author, created, updated, body }) => ({
        id,
        ...(typeof author?.displayName === "string" && { author: author.displayName }),
        ...(typeof created === "string" && { created }),
        ...(typeof updated === "string" && { updated }),
        body: richTextOf(body) ?? "",
      })),
    signal: options.signal,
  });
}

/**
 * Adds a comment.
 *
 * @example
 * ```ts
 * import { addComment } from "@atlcli/atlcli/jira";
 * import { connect } from "@atlcli/atlcli";
 * import { markdownToAdf } from "@atlcli/atlcli/markdown";
 *
 * const { client } = await connect();
 * const { url } = await addComment(client, { key: "PROJ-1", body: markdownToAdf("**Done**") });
 * console.log(url);
 * ```
 *
 * @returns Its id, and its address for people.
 * @throws {HttpError} `not-found`; `bad-request` for a text that Jira refuses.
 */
export async function addComment(
  client: Client,
  options: IssueRequest & { readonly body: RichText },
): Promise<{ readonly id: string; readonly url: string }> {
  const { key, body, signal } = options;
  requireRichText({ body });
  const path = issuePath(client, key, "/comment");
  const { id } = await ask(client, {
    ...{ product: "jira", path, method: "POST", json: { body }, signal } as const,
    shape: AddedComment,
  });
  return { id, url: `${issueUrl(client, key)}?${new URLSearchParams({ focusedCommentId: id })}` };
}

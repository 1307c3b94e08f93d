/**
 * Comments on an issue.
 *
 * @module
 */
import { array, looseObject, nullish, number, string, unknown } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
import { type ListPage, offsetPages } from "./pages.ts";
import { issuePath, type IssueRequest, issueUrl } from "./rest.ts";
import { requireRichText, type RichText, richTextOf } from "./rich_text.ts";

/** Page size, which is Cloud's default. */
const PAGE_SIZE = 100;

/** A comment. Its body is as the server sent it. */
export interface Comment {
  /** The comment's numeric id. */
  readonly id: string;
  /** The author's name; absent if the account is deleted. */
  readonly author?: string;
  /** When it was created: `2026-01-17T12:34:00.000+0000`. */
  readonly created?: string;
  /** When it was last changed, in the same format. */
  readonly updated?: string;
  /** The body: a document on Cloud, wiki markup on Data Center. */
  readonly body: RichText;
}

/** Options of {@linkcode listComments}. */
export interface ListCommentsOptions extends IssueRequest {
  /**
   * The sort order by creation.
   *
   * @default {"oldest"}
   */
  readonly first?: "oldest" | "newest" | undefined;
  /** Maximum number of comments. By default, all. */
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
 * Lists an issue's comments, page by page. It yields at least one page, even if there are none.
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
 * @throws {HttpError} `not-found` if the issue does not exist, or this account may not see it.
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
 * Adds a comment to an issue.
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
 * @returns The comment's id, and its URL for the browser.
 * @throws {HttpError} `not-found`; `bad-request` if Jira rejects the text.
 */
export async function addComment(
  client: Client,
  options: IssueRequest & { readonly body: RichText },
): Promise<{ readonly id: string; readonly url: string }> {
  const { key, body, signal } = options;
  requireRichText({ body });
  const path = issuePath(client, key, "/comment");
  const { id } = await client.json({
    ...{ product: "jira", path, method: "POST", json: { body }, signal } as const,
    shape: AddedComment,
  });
  return { id, url: `${issueUrl(client, key)}?${new URLSearchParams({ focusedCommentId: id })}` };
}

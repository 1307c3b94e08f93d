/**
 * Files attached to pages.
 *
 * @module
 */
import { array, looseObject, nullish, number, string, unknown } from "zod/mini";
import type { Client } from "../client/client.ts";
import { ask, lazyShape, type Shape } from "../client/json_shape.ts";
import { type ApiRequest, requestLine } from "../client/request.ts";
import { badAnswer } from "../client/body.ts";
import { isHtml, webPageError } from "../client/http_errors.ts";
import { invalid, requireText, urlPath } from "../core/arguments.ts";
import { badId, isAttachmentId, isPageId } from "./ids.ts";
import { multipart } from "./multipart.ts";
import type { PageRequest } from "./pages.ts";
import { contentPath, linkedPages, mapPages, pagePath, wholeList } from "./rest.ts";

/** An attached file. Its texts are as the server sent them. */
export interface Attachment {
  /** `att123` on Cloud, a number on Data Center. */
  readonly id: string;
  /** The file's name. */
  readonly title: string;
  /** The page that it is attached to, as far as the answer tells. */
  readonly pageId: string | undefined;
  /** Counts up with each upload. */
  readonly version: number;
  /** Such as `image/png`. */
  readonly mediaType: string | undefined;
  /** Bytes. */
  readonly size: number | undefined;
  /** Where its content is, as the server says. */
  readonly download: string | undefined;
}

type Maybe<T> = T | null | undefined;

/** What the server sends. */
interface RawAttachment {
  readonly id: string;
  readonly title: string;
  readonly pageId?: Maybe<string>;
  readonly container?: Maybe<{ readonly id?: Maybe<string> }>;
  readonly mediaType?: Maybe<string>;
  readonly fileSize?: Maybe<number>;
  readonly extensions?: Maybe<{ readonly mediaType?: Maybe<string>; readonly fileSize?: Maybe<number> }>;
  readonly version?: Maybe<{ readonly number?: Maybe<number> }>;
  readonly downloadLink?: Maybe<string>;
  readonly _links?: Maybe<{ readonly download?: Maybe<string> }>;
}

/** Makes the shape of a file. */
export const attachmentShape = (): Shape<RawAttachment> =>
  looseObject({
    id: string(),
    title: string(),
    pageId: nullish(string()),
    container: nullish(looseObject({ id: nullish(string()) })),
    mediaType: nullish(string()),
    fileSize: nullish(number()),
    extensions: nullish(looseObject({ mediaType: nullish(string()), fileSize: nullish(number()) })),
    version: nullish(looseObject({ number: nullish(number()) })),
    downloadLink: nullish(string()),
    _links: nullish(looseObject({ download: nullish(string()) })),
  });
const AttachmentShape: Shape<RawAttachment> = lazyShape(attachmentShape);
/** A new file comes in a list, a new version by itself. */
const Uploaded = lazyShape(() => looseObject({ results: nullish(array(unknown())) }));

/**
 * The files attached to a page.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { createPage, listAttachments } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * const draft = { space: "TEAM", title: `Example ${crypto.randomUUID()}`, storage: "<p>Hello</p>" };
 * const page = await createPage(client, draft);
 * console.assert((await listAttachments(client, { id: page.id })).length === 0);
 * ```
 */
export async function listAttachments(
  client: Client,
  { id, signal }: PageRequest,
): Promise<readonly Attachment[]> {
  const cloud = client.deployment === "cloud";
  const path = cloud ? `${pagePath(client, id)}/attachments` : contentPath(id, "/child/attachment");
  const query = cloud ? {} : { expand: "version,container" };
  const list = { path, query, shape: AttachmentShape, pageSize: 200, signal };
  return await wholeList(
    mapPages(linkedPages(client, list), (raw) => ({ ...attachmentOf(raw), pageId: id })),
  );
}

/**
 * A file's content, as it arrives. It has to be read, or cancelled.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { createPage, downloadAttachment, uploadAttachment } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * const draft = { space: "TEAM", title: `Example ${crypto.randomUUID()}`, storage: "<p>Hello</p>" };
 * const page = await createPage(client, draft);
 * const file = new Blob(["a,b"]);
 * const attachment = await uploadAttachment(client, { id: page.id, file, name: "numbers.csv" });
 * const content = await downloadAttachment(client, { attachment });
 * console.assert(await new Response(content).text() === "a,b");
 * ```
 *
 * @throws {HttpError} `not-found`; `bad-response` when the server did not say where the content is; `sso-page` when a web
 * page comes in place of an image or the like.
 */
export async function downloadAttachment(
  client: Client,
  options: { readonly attachment: Attachment; readonly signal?: AbortSignal | undefined },
): Promise<ReadableStream<Uint8Array>> {
  const { attachment, signal } = options;
  const { id, pageId, download } = attachment;
  requireText({ "attachment.id": id });
  const cloud = client.deployment === "cloud";
  // Cloud's documented way; its links lead to the same place, but not for tokens with scopes.
  const path = cloud && pageId !== undefined
    ? contentPath(pageId, urlPath`/child/attachment/${{ id }}/download`)
    : client.resolve(download ?? "/", "confluence");
  const request = { product: "confluence", path, signal, accept: "*/*", followForeign: true } as const;
  const answer = await client.fetch(request);
  if (isHtml(answer.headers) && isNeverHtml(attachment.mediaType)) {
    await answer.body?.cancel();
    const url = typeof path === "string" ? client.url("confluence", path) : path;
    throw webPageError(answer, { host: url.host, request: requestLine("GET", url) });
  }
  return answer.body ?? new Blob([]).stream();
}

/** Whether a file of that kind never comes as HTML, so that a page in its place is a login in front of the site. */
function isNeverHtml(mediaType = "application/octet-stream"): boolean {
  return !/html|octet-stream|text\/plain/i.test(mediaType);
}

/**
 * Attaches a file to a page; where it has one of that name, as a new version of it.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { createPage, uploadAttachment } from "@atlcli/atlcli/confluence";
 *
 * const { client } = await connect();
 * const draft = { space: "TEAM", title: `Example ${crypto.randomUUID()}`, storage: "<p>Hello</p>" };
 * const page = await createPage(client, draft);
 * const file = new Blob(["a,b"], { type: "text/csv" });
 * const { title } = await uploadAttachment(client, { id: page.id, file, name: "numbers.csv" });
 * console.assert(title === "numbers.csv");
 * ```
 *
 * @throws {HttpError} `permission`, `not-found`.
 */
export async function uploadAttachment(
  client: Client,
  options: PageRequest & {
    readonly file: Blob;
    readonly name: string;
    readonly comment?: string | undefined;
  },
): Promise<Attachment> {
  const { id, file, name, comment, signal } = options;
  requireText({ id, name });
  if (!(file instanceof Blob)) throw invalid("file", file, "a Blob");
  const form = new FormData();
  form.set("file", file, name);
  form.set("minorEdit", "true");
  if (comment !== undefined) form.set("comment", comment);
  const cloud = client.deployment === "cloud";
  const there = cloud ? [] : await listAttachments(client, { id, signal });
  const before = there.find(({ title }) => title === name);
  const path = filePath(id, before?.id);
  // On Cloud PUT makes a new file or a new version, as it is needed.
  const method = cloud ? "PUT" : "POST";
  return await uploaded(client, { id, request: { path, method, body: form, signal } });
}

/** A file that is sent as it is read. */
interface FileToSend extends PageRequest {
  /** The attached file of which this is a new version; without it the page gets a new one. */
  readonly before: string | undefined;
  /** Its name. */
  readonly name: string;
  /** Such as `image/png`. */
  readonly mediaType: string;
  /** Its bytes. Read once, so nothing of this is tried again. */
  readonly content: ReadableStream<Uint8Array>;
}

/**
 * Attaches a file to a page without holding it, or makes it the next version of one. A new file never takes the place of
 * another of its name.
 *
 * @throws {HttpError} `bad-request` when there is a file of that name already; `permission`, `not-found`.
 */
export async function sendAttachment(client: Client, file: FileToSend): Promise<Attachment> {
  const { id, before, name, mediaType, content, signal } = file;
  const path = filePath(id, before);
  const { contentType, body } = multipart({ name, mediaType, content, fields: { minorEdit: "true" } });
  const headers = { "content-type": contentType };
  try {
    return await uploaded(client, { id, request: { path, method: "POST", headers, body, signal } });
  } catch (error) {
    // Where it was not sent, nobody else lets go of the file.
    await body.cancel(error).catch(() => {});
    throw error;
  }
}

/** Where a file goes: a new one of a page, or the next version of one that is there. */
function filePath(pageId: string, id: string | undefined): string {
  const files = contentPath(pageId, "/child/attachment");
  return id === undefined ? files : files + urlPath`/${{ id }}/data`;
}

async function uploaded(
  client: Client,
  { id, request }: { readonly id: string; readonly request: ApiRequest },
): Promise<Attachment> {
  const answer = await ask(client, { ...request, product: "confluence", shape: Uploaded });
  const file = AttachmentShape.safeParse(answer.results?.[0] ?? answer);
  if (file.success) return { ...attachmentOf(file.data), pageId: id };
  const line = `${request.method ?? "GET"} ${request.path}`;
  throw badAnswer("The answer to an upload names no file", { status: 200, request: line });
}

/**
 * An attached file, the same on both deployments.
 *
 * @throws {AtlcliError} `bad-response` for an id of it, or of its page, that cannot be one.
 */
export function attachmentOf(raw: RawAttachment): Attachment {
  const pageId = raw.pageId ?? raw.container?.id ?? undefined;
  if (!isAttachmentId(raw.id)) throw badId("attached file", raw);
  if (pageId !== undefined && !isPageId(pageId)) throw badId("page", { id: pageId, title: raw.title });
  return {
    id: raw.id,
    title: raw.title,
    pageId,
    version: raw.version?.number ?? 0,
    mediaType: raw.mediaType ?? raw.extensions?.mediaType ?? undefined,
    size: raw.fileSize ?? raw.extensions?.fileSize ?? undefined,
    download: raw.downloadLink ?? raw._links?.download ?? undefined,
  };
}

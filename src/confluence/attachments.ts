/**
 * Files attached to pages.
 *
 * @module
 */
import { array, looseObject, nullish, number, string, unknown } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape, type Shape } from "../client/json_shape.ts";
import { type ApiRequest, requestLine } from "../client/request.ts";
import { badResponse } from "../client/body.ts";
import { isHtml, webPageError } from "../client/http_errors.ts";
import { invalid, requireText, urlPath } from "../core/arguments.ts";
import { printable } from "../core/text.ts";
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
  /** The page that the file is attached to, if the response names it. */
  readonly pageId: string | undefined;
  /** Version number, incremented by each upload. */
  readonly version: number;
  /** The media type, such as `image/png`. */
  readonly mediaType: string | undefined;
  /** Size in bytes. */
  readonly size: number | undefined;
  /** The download link from the server. */
  readonly download: string | undefined;
}

type Maybe<T> = T | null | undefined;

/** An attachment as the server sends it. */
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

/** Creates the shape of an attachment. */
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
/** The response to a new file is a list, to a new version a single object. */
const Uploaded = lazyShape(() => looseObject({ results: nullish(array(unknown())) }));

/**
 * Lists the files attached to a page.
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
 * Downloads a file's content as a stream. Read it to the end, or cancel it.
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
 * @throws {HttpError} `not-found`; `bad-response` if the server did not send a download link; `sso-page` if the
 * response is a web page although the media type is not HTML.
 */
export async function downloadAttachment(
  client: Client,
  options: { readonly attachment: Attachment; readonly signal?: AbortSignal | undefined },
): Promise<ReadableStream<Uint8Array>> {
  const { attachment, signal } = options;
  const { id, pageId } = attachment;
  requireText({ "attachment.id": id });
  const cloud = client.deployment === "cloud";
  // Cloud's documented path. Its links have the same target, but do not work for tokens with scopes.
  const path = cloud && pageId !== undefined
    ? contentPath(pageId, urlPath`/child/attachment/${{ id }}/download`)
    : client.resolve(linkOf(client, attachment), "confluence");
  const request = { product: "confluence", path, signal, accept: "*/*", followForeign: true } as const;
  const response = await client.fetch(request);
  if (isHtml(response.headers) && isNeverHtml(attachment.mediaType)) {
    await response.body?.cancel();
    const url = typeof path === "string" ? client.url("confluence", path) : path;
    throw webPageError(response, { host: url.host, request: requestLine("GET", url) });
  }
  return response.body ?? new Blob([]).stream();
}

function linkOf(client: Client, { title, download }: Attachment): string {
  if (download !== undefined && download !== "") return download;
  const request = requestLine("GET", client.url("confluence", "/"));
  throw badResponse(`The server sent no link to download the attachment "${printable(title)}"`, {
    status: 200,
    request,
  });
}

/** Whether a media type is never served as HTML, so that a web page instead must be a login page. */
function isNeverHtml(mediaType = "application/octet-stream"): boolean {
  return !/html|octet-stream|text\/plain/i.test(mediaType);
}

/**
 * Attaches a file to a page. An existing file of the same name gets a new version.
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
  // On Cloud, PUT creates a file or a new version.
  const method = cloud ? "PUT" : "POST";
  return await uploaded(client, { id, request: { path, method, body: form, signal } });
}

/** A file to upload as a stream. */
interface FileToSend extends PageRequest {
  /** The attachment that gets a new version; without it, a new attachment is created. */
  readonly before: string | undefined;
  /** The file's name. */
  readonly name: string;
  /** The media type, such as `image/png`. */
  readonly mediaType: string;
  /** The file's content. It can be read only once, so the upload is not retried. */
  readonly content: ReadableStream<Uint8Array>;
}

/**
 * Uploads a file as a stream, as a new attachment or the next version of one. A new file never replaces another one
 * with the same name.
 *
 * @throws {HttpError} `bad-request` if a file of that name exists; `permission`, `not-found`.
 */
export async function sendAttachment(client: Client, file: FileToSend): Promise<Attachment> {
  const { id, before, name, mediaType, content, signal } = file;
  const path = filePath(id, before);
  const { contentType, body } = multipart({ name, mediaType, content, fields: { minorEdit: "true" } });
  const headers = { "content-type": contentType };
  try {
    return await uploaded(client, { id, request: { path, method: "POST", headers, body, signal } });
  } catch (error) {
    // If the request was not sent, the stream must be released here.
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
  const response = await client.json({ ...request, product: "confluence", shape: Uploaded });
  const file = AttachmentShape.safeParse(response.results?.[0] ?? response);
  if (file.success) return { ...attachmentOf(file.data), pageId: id };
  const line = `${request.method ?? "GET"} ${request.path}`;
  throw badResponse("The response to an upload names no file", { status: 200, request: line });
}

/**
 * Converts an attachment to the form shared by both deployments.
 *
 * @throws {AtlcliError} `bad-response` if its id, or its page's, is invalid.
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

/**
 * A request to a product, and what goes out for it.
 *
 * @module
 */
import { UsageError } from "../core/errors.ts";
import { redact } from "../core/redact.ts";
import type { FailedResponse } from "./http_errors.ts";
import { isIdempotent } from "./retry.ts";
import type { Product } from "../site/site.ts";
import { VERSION } from "../core/version.ts";
import { type Origin, type Query, withQuery } from "./origin.ts";

/** What a request can carry. All but a stream can be sent again. */
export type RequestBody = string | Uint8Array<ArrayBuffer> | Blob | FormData | ReadableStream<Uint8Array>;

/** A request to a product of the site. */
export interface ApiRequest {
  /**
   * Which product the path belongs to.
   *
   * @default {"jira"} or the product of a Data Center base
   */
  readonly product?: Product | undefined;
  /**
   * A path below the product's base, such as `/rest/api/3/myself`, or an address that {@linkcode Client.resolve} or
   * {@linkcode Client.url} gave.
   */
  readonly path: string | URL;
  /**
   * Its method, in any case.
   *
   * @default {"GET"}
   */
  readonly method?: string | undefined;
  /** Added to what the path has. */
  readonly query?: Query | undefined;
  /** A value to send as JSON. */
  readonly json?: unknown;
  /** A body that is not JSON. Its content type goes into the headers, save for a form, which knows its own. */
  readonly body?: RequestBody | undefined;
  /** More headers. Authorization, Cookie, Host and those of the connection are refused. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * The content type that is wanted.
   *
   * @default {"application/json"}
   */
  readonly accept?: string | undefined;
  /**
   * Whether it may be sent twice; say so for a search that is sent by POST.
   *
   * @default {false} for POST and PATCH
   */
  readonly idempotent?: boolean | undefined;
  /** Whether an answer with a status that is no success is an answer too, instead of an error. */
  readonly anyStatus?: boolean | undefined;
  /**
   * Whether a download may be redirected to another host: over https, to no private address, and without credential,
   * cookie or any header of ours.
   */
  readonly followForeign?: boolean | undefined;
  /**
   * Is told of each answer whose status is no success, before it becomes an error or is asked for again. Of its body
   * come the first 64 KiB, without our own secrets.
   */
  readonly onFailed?: ((answer: FailedResponse) => void) | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** A request, ready to go out but for its credential. */
export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  /** Everything but `Authorization`. */
  readonly headers: Headers;
  readonly body: RequestBody | undefined;
  readonly idempotent: boolean;
  readonly anyStatus: boolean;
  readonly followForeign: boolean;
  readonly onFailed: ApiRequest["onFailed"];
  readonly signal: AbortSignal | undefined;
}

/** Names that are ours, the connection's, or that make one method look like another. */
const REFUSED_HEADERS =
  /^(?:authorization|proxy-.*|host|cookie2?|connection|keep-alive|te|trailer|transfer-encoding|content-length|upgrade|expect|x-(?:http-)?method(?:-override)?)$/i;

/**
 * Checks a request and completes it.
 *
 * @throws {UsageError} for a path that leads out of the site, a method that is none, or a header that is refused.
 */
export function outgoing(request: ApiRequest, origin: Origin): Outgoing {
  const method = methodOf(request.method ?? "GET");
  return {
    method,
    url: addressOf(request, origin),
    headers: headersOf(request, method),
    body: request.json === undefined ? request.body : JSON.stringify(request.json),
    idempotent: request.idempotent ?? isIdempotent(method),
    anyStatus: request.anyStatus ?? false,
    followForeign: (request.followForeign ?? false) && method === "GET",
    onFailed: request.onFailed,
    signal: request.signal,
  };
}

/** A request's line for people: `GET https://…`, without a query. */
export function requestLine(method: string, url: URL): string {
  // Redacted before the query is cut off: a secret may have a question mark in it.
  const [shown = ""] = redact(url.href).split(/[?#]/);
  return `${method} ${shown}`;
}

function methodOf(text: string): string {
  const method = text.toUpperCase();
  if (/^[A-Z]{3,20}$/.test(method) && !["CONNECT", "TRACE", "TRACK"].includes(method)) return method;
  throw new UsageError(`Not a method: ${JSON.stringify(text.slice(0, 30))}`, {
    hint: "Use GET, HEAD, POST, PUT, PATCH or DELETE",
  });
}

function addressOf(request: ApiRequest, origin: Origin): URL {
  if (typeof request.path === "string") return origin.url(request.product, request.path, request.query);
  // A URL can be made anywhere: this one has to lead into the site as much as a link of the server's.
  return withQuery(origin.resolve(request.product, request.path.href), request.query);
}

function headersOf(request: ApiRequest, method: string): Headers {
  const headers = new Headers({
    "accept": request.accept ?? "application/json",
    "user-agent": `atlcli/${VERSION}`,
  });
  if (request.json !== undefined) headers.set("content-type", "application/json");
  // Atlassian's guard against forged requests blocks uploads without it. https://support.atlassian.com/atlassian-cloud/kb/xsrf-check-failed-when-calling-cloud-apis
  if (method !== "GET" && method !== "HEAD") headers.set("x-atlassian-token", "no-check");
  for (const [name, value] of Object.entries(request.headers ?? {})) setHeader(headers, name, value);
  return headers;
}

function setHeader(headers: Headers, name: string, value: string): void {
  if (REFUSED_HEADERS.test(name.trim())) {
    throw new UsageError(`The header "${name.trim()}" cannot be set`, {
      hint: "The token goes where the profile says; the connection takes care of itself",
    });
  }
  try {
    headers.set(name, value);
  } catch {
    throw new UsageError(`Not a header that can be sent: ${JSON.stringify(name.slice(0, 50))}`, {
      hint: "A name has letters, digits and -; a value has no line break and no character beyond Latin-1",
    });
  }
}

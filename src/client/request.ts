/**
 * Validates a request to a product and completes its headers.
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

/** The types of a request body. All except a stream can be sent again. */
export type RequestBody = string | Uint8Array<ArrayBuffer> | Blob | FormData | ReadableStream<Uint8Array>;

/** A request to a product of the site. */
export interface ApiRequest {
  /**
   * The product that the path belongs to.
   *
   * @default {"jira"} or the product of a Data Center base
   */
  readonly product?: Product | undefined;
  /**
   * A path below the product's base, such as `/rest/api/3/myself`, or a URL from {@linkcode Client.resolve} or
   * {@linkcode Client.url}.
   */
  readonly path: string | URL;
  /**
   * The HTTP method, in any letter case.
   *
   * @default {"GET"}
   */
  readonly method?: string | undefined;
  /** Parameters added to those in the path. */
  readonly query?: Query | undefined;
  /** A value to send as JSON. */
  readonly json?: unknown;
  /** A body that is not JSON. Set its content type in `headers`, except for a form, which has its own. */
  readonly body?: RequestBody | undefined;
  /** Additional headers. Authorization, Cookie, Host and connection headers are refused. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * The value of the `Accept` header.
   *
   * @default {"application/json"}
   */
  readonly accept?: string | undefined;
  /**
   * Whether the request may be sent twice. Set it for a search with POST.
   *
   * @default {false} for POST and PATCH
   */
  readonly idempotent?: boolean | undefined;
  /** Return non-2xx responses instead of throwing. */
  readonly anyStatus?: boolean | undefined;
  /**
   * Whether a download may be redirected to another host: over https, to no private address, and without credential,
   * cookie or any header of ours.
   */
  readonly followForeign?: boolean | undefined;
  /**
   * Called with each unsuccessful response, before it becomes an error or is retried. The body has at most its first 64
   * KiB, with our secrets redacted.
   */
  readonly onFailed?: ((response: FailedResponse) => void) | undefined;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
}

/** A complete request, except for its credential. */
export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  /** All headers except `Authorization`. */
  readonly headers: Headers;
  readonly body: RequestBody | undefined;
  readonly idempotent: boolean;
  readonly anyStatus: boolean;
  readonly followForeign: boolean;
  readonly onFailed: ApiRequest["onFailed"];
  readonly signal: AbortSignal | undefined;
}

/** Headers that we or the connection control, or that override the method. */
const REFUSED_HEADERS =
  /^(?:authorization|proxy-.*|host|cookie2?|connection|keep-alive|te|trailer|transfer-encoding|content-length|upgrade|expect|x-(?:http-)?method(?:-override)?)$/i;

/**
 * Validates and completes a request.
 *
 * @throws {UsageError} for a path that leads out of the site, an invalid method, or a refused header.
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

/** Formats a request for people: `GET https://…`, without a query. */
export function requestLine(method: string, url: URL): string {
  // Redacted before the query is removed: a secret may contain a question mark.
  const [shown = ""] = redact(url.href).split(/[?#]/);
  return `${method} ${shown}`;
}

function methodOf(text: string): string {
  const method = text.toUpperCase();
  if (/^[A-Z]{3,20}$/.test(method) && !["CONNECT", "TRACE", "TRACK"].includes(method)) return method;
  throw new UsageError(`Invalid method: ${JSON.stringify(text.slice(0, 30))}`, {
    hint: "Use GET, HEAD, POST, PUT, PATCH or DELETE",
  });
}

function addressOf(request: ApiRequest, origin: Origin): URL {
  if (!(request.path instanceof URL)) return origin.url(request.product, request.path, request.query);
  // The caller can construct any URL, so it is checked like a link from the server.
  return withQuery(origin.resolve(request.product, request.path.href), request.query);
}

function headersOf(request: ApiRequest, method: string): Headers {
  const headers = new Headers({
    "accept": request.accept ?? "application/json",
    "user-agent": `atlcli/${VERSION}`,
  });
  if (request.json !== undefined) headers.set("content-type", "application/json");
  // Atlassian's XSRF check blocks uploads without it.
  // https://support.atlassian.com/atlassian-cloud/kb/xsrf-check-failed-when-calling-cloud-apis
  if (method !== "GET" && method !== "HEAD") headers.set("x-atlassian-token", "no-check");
  for (const [name, value] of Object.entries(request.headers ?? {})) setHeader(headers, name, value);
  return headers;
}

function setHeader(headers: Headers, name: string, value: string): void {
  if (REFUSED_HEADERS.test(name.trim())) {
    throw new UsageError(`The header "${name.trim()}" cannot be set`, {
      hint: "The client sets the headers for authentication and for the connection",
    });
  }
  try {
    headers.set(name, value);
  } catch {
    throw new UsageError(`Invalid header: ${JSON.stringify(name.slice(0, 50))}`, {
      hint: "A name has letters, digits and -; a value has no line break and no character beyond Latin-1",
    });
  }
}

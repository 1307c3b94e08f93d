/**
 * One try: sends a request, follows its redirects, and watches the response body.
 *
 * @module
 */
import { authorizationOf, type Credential } from "../core/credential.ts";
import { AtlcliError } from "../core/errors.ts";
import type { Clock, Fetch } from "../core/host.ts";
import { type Outgoing, requestLine } from "./request.ts";
import { tooLarge, watchedBody } from "./body.ts";
import { type ClientEvent, shownHeaders, shownUrl } from "./events.ts";
import { type Names, refuseHiddenHost } from "./ssrf.ts";
import { DEFAULT_SIZES, type Limits } from "./limits.ts";
import type { Origin } from "./origin.ts";
import { isReadOnlyRequest } from "./read_only.ts";
import { type Hop, isRedirect, nextHop } from "./redirect.ts";
import { Watch } from "./timeouts.ts";

/** What all requests of a client share. */
interface ExchangeContext {
  readonly origin: Origin;
  readonly credential: Credential | undefined;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly readOnly: boolean;
  readonly onEvent: (event: ClientEvent) => void;
  readonly lookup: Names["lookup"];
  readonly proxyFor: Names["proxyFor"];
}

/** A response, and the request that it answers. */
export interface Exchanged {
  readonly response: Response;
  /** The last request of the redirect chain. */
  readonly hop: Hop;
}

/** Statuses without a body by definition (RFC 9110, 6.4.1). */
const BODILESS = new Set([204, 205, 304]);

/**
 * Sends a request and follows its redirects.
 *
 * `onEnd` is called when the body has been read, cancelled or broken off, or if there is none.
 */
export async function exchange(
  request: Outgoing,
  context: ExchangeContext & { readonly onEnd: () => void },
): Promise<Exchanged> {
  const { timeoutMs, maxTimeMs } = context.limits;
  const watch = new Watch({ timeoutMs, maxTimeMs, signal: request.signal, onEnd: context.onEnd });
  try {
    let hop: Hop = { request, foreign: false, before: [] };
    for (;;) {
      if (context.readOnly) refuseChange(hop, context.origin);
      if (hop.foreign) await watch.within(refuseHiddenHost(hop.request, context));
      const response = await send(hop, watch, context);
      if (!isRedirect(response.status)) {
        return { response: watched(response, hop, { watch, ...context }), hop };
      }
      // Cancelling is not awaited: the rest of the body is irrelevant.
      response.body?.cancel().catch(() => {});
      hop = nextHop(hop, { status: response.status, headers: response.headers, origin: context.origin });
    }
  } catch (error) {
    watch.end(error);
    throw error;
  }
}

async function send(hop: Hop, watch: Watch, context: ExchangeContext): Promise<Response> {
  const { method, url, body } = hop.request;
  const credential = hop.foreign ? undefined : context.credential;
  const about = { method, url: shownUrl(url, hop) };
  const started = context.clock.now();
  context.onEvent({ kind: "request", ...about, headers: shownHeaders(hop.request.headers, credential) });
  watch.place = { host: url.host, proxy: () => context.proxyFor?.(url) };
  try {
    const response = await watch.within(
      context.fetch(url, {
        method,
        headers: withCredential(hop, credential, context.origin),
        body: body ?? null,
        // Required by Node. https://fetch.spec.whatwg.org/#dom-requestinit-duplex
        ...(body instanceof ReadableStream && { duplex: "half" }),
        redirect: "manual",
        signal: watch.signal,
      }),
      body === undefined || typeof body === "string" ? context.limits.timeoutMs : context.limits.maxTimeMs,
    );
    context.onEvent({
      kind: "response",
      ...about,
      status: response.status,
      ms: context.clock.now() - started,
    });
    return response;
  } catch (error) {
    context.onEvent({ kind: "fault", ...about, message: error instanceof Error ? error.message : "Unknown" });
    throw error;
  }
}

/** The only place that adds a credential to a request. It checks the URL of this very request. */
function withCredential(hop: Hop, credential: Credential | undefined, origin: Origin): Headers {
  const headers = new Headers(hop.request.headers);
  if (credential !== undefined && origin.isOwn(hop.request.url)) {
    headers.set("authorization", authorizationOf(credential).reveal());
  }
  return headers;
}

function refuseChange(hop: Hop, origin: Origin): void {
  const { method, url } = hop.request;
  if (hop.foreign || isReadOnlyRequest(method, origin.pathOf(url))) return;
  const request = requestLine(method, url);
  throw new AtlcliError("read-only", `Refused to send ${request}: read-only`, {
    data: { kind: "read-only", request },
  });
}

/** The response with a watched body, without the headers of a compression that `fetch` already decoded. */
function watched(
  response: Response,
  hop: Hop,
  { watch, limits }: Pick<ExchangeContext, "limits"> & { readonly watch: Watch },
): Response {
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  if (headers.has("content-encoding")) {
    headers.delete("content-encoding");
    headers.delete("content-length");
  }
  if (response.body === null || hop.request.method === "HEAD" || BODILESS.has(status)) {
    watch.end();
    return new Response(null, { status, statusText, headers });
  }
  const maxBytes = limits.maxSizeBytes ?? DEFAULT_SIZES.stream;
  const { method, url } = hop.request;
  const longer = (): Error => tooLarge(maxBytes, { status, request: requestLine(method, url) });
  return new Response(watchedBody(response.body, watch, { maxBytes, longer }), {
    status,
    statusText,
    headers,
  });
}

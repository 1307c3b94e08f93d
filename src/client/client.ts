/**
 * A client that sends requests to one site with its credential.
 *
 * Guarantees: the credential goes to the site only, whatever a response says. Every wait, body and redirect chain is
 * limited. Only requests that may be sent twice are retried. A response that is not successful becomes an error that
 * explains it.
 *
 * @module
 */
import type { ApiRequest } from "./request.ts";
import type { ClientEvent } from "./events.ts";
import type { Limits } from "./limits.ts";
import { readShaped, type Shape } from "./json_shape.ts";
import type { Query } from "./origin.ts";
import { readJson, readText, type Received } from "./response.ts";
import { Sender } from "./sender.ts";
import type { Credential } from "../core/credential.ts";
import type { Clock, Fetch } from "../core/host.ts";
import type { ProxyServer } from "../core/proxy_server.ts";
import type { Deployment, Product, Site } from "../site/site.ts";

export type { ApiRequest, RequestBody } from "./request.ts";
export type { ClientEvent, FaultEvent, RequestEvent, ResponseEvent, WaitEvent } from "./events.ts";
export type { Shape } from "./json_shape.ts";
export { DEFAULT_LIMITS, type Limits } from "./limits.ts";
export type { Query } from "./origin.ts";

/** Options of {@linkcode createClient}. */
export interface ClientOptions {
  /** The site that requests go to. */
  readonly site: Site;
  /** The kind of site. */
  readonly deployment: Deployment;
  /** The product of a Data Center base; requests to the other product are refused. A Cloud site has both. */
  readonly product?: Product | undefined;
  /** The credential. Requests are anonymous without one. */
  readonly credential?: Credential | undefined;
  /** Sends a request over the network. */
  readonly fetch: Fetch;
  /** The clock for waits between retries. */
  readonly clock: Clock;
  /** Returns a number in [0, 1), for jitter. */
  readonly random: () => number;
  /**
   * Whether to refuse, before sending, every request that changes something.
   *
   * @default {false}
   */
  readonly readOnly?: boolean | undefined;
  /**
   * Limits on time, retries and size; missing ones are those of `DEFAULT_LIMITS`.
   *
   * @default {DEFAULT_LIMITS}
   */
  readonly limits?: Partial<Limits> | undefined;
  /**
   * Provides another credential for the same site. Called once, when the site rejects the first: a token with scopes
   * works only at the gateway. The rejected request is sent again with it, whatever its method, because the site did
   * nothing.
   */
  readonly onRefused?: (() => Promise<Credential | undefined>) | undefined;
  /**
   * Resolves a hostname to its addresses, such as `Host.lookup`. With it, downloads are not redirected to public names
   * that resolve to private addresses.
   */
  readonly lookup?: ((hostname: string) => Promise<readonly string[]>) | undefined;
  /** The proxy used for a URL, such as {@linkcode Host.proxyFor}; named in connection errors. */
  readonly proxyFor?: ((url: URL) => ProxyServer | undefined) | undefined;
  /** Called with each warning for the user, once. */
  readonly onWarning?: ((warning: string) => void) | undefined;
  /** Called with each event, such as for a log. */
  readonly onEvent?: ((event: ClientEvent) => void) | undefined;
}

/** A JSON response with its status and headers. */
export interface JsonResponse {
  /** The HTTP status. */
  readonly status: number;
  /** The response headers. */
  readonly headers: Headers;
  /** The parsed body; `undefined` if it is empty. */
  readonly value: unknown;
}

/**
 * Sends requests to one site.
 *
 * All methods that send throw {@linkcode HttpError} for a response that is not successful, or is not meant for this
 * account (anonymous, a login page); {@linkcode NetworkError} if the response is missing or incomplete; `UsageError`
 * for an invalid request; `AtlcliError` with `read-only` or `cancelled`.
 */
export interface Client {
  /** The site that requests go to. */
  readonly site: Site;
  /** The kind of site. */
  readonly deployment: Deployment;
  /** The product of a Data Center base; `undefined` if unknown, and on Cloud. */
  readonly product: Product | undefined;
  /**
   * Sends a request, parses the JSON of its response, and validates it.
   *
   * @example
   * ```ts
   * import { connect } from "@atlcli/atlcli";
   * import * as z from "zod/mini";
   *
   * const { client } = await connect();
   * const shape = z.object({ version: z.string() });
   * const { version } = await client.json({ path: "/rest/api/2/serverInfo", shape });
   * ```
   *
   * @throws {HttpError} `bad-response` if a member is missing or invalid. The error names the first such member.
   */
  json<T>(request: ApiRequest & { readonly shape: Shape<T> }): Promise<T>;
  /**
   * Sends a request and parses the JSON of its response.
   *
   * @returns `undefined` for an empty response.
   */
  json(request: ApiRequest): Promise<unknown>;
  /** Sends a request for JSON, and returns status and headers as well. */
  response(request: ApiRequest): Promise<JsonResponse>;
  /** Sends a request for UTF-8 text. */
  text(request: ApiRequest): Promise<string>;
  /**
   * Sends a request and returns the response as a stream. Read the body or cancel it: until then it counts towards
   * `maxInFlight`. Reading throws the same errors as sending. The size limit is `maxSizeBytes`. The request is not
   * retried once the body has begun.
   */
  fetch(request: ApiRequest): Promise<Response>;
  /** The URL of a product's path. */
  url(product: Product | undefined, path: string, query?: Query): URL;
  /**
   * Resolves a link in a response, relative or absolute.
   *
   * @throws {AtlcliError} `redirect-refused` if it leads out of the site.
   */
  resolve(link: string, product?: Product): URL;
  /**
   * Resolves the link to the next page. If it names another origin but the same resource as `from`, the page is
   * requested from the site itself, and `onWarning` is called once.
   *
   * @throws {AtlcliError} `redirect-refused` if it leads out of the site in another way.
   */
  resolveNext(link: string, page: { readonly from: URL; readonly product?: Product | undefined }): URL;
}

/**
 * Creates a client for one site. It sends nothing before the first request.
 *
 * @example
 * ```ts
 * import { createClient } from "@atlcli/atlcli/client";
 * import { Secret, siteOf, systemHost } from "@atlcli/atlcli";
 *
 * const host = systemHost();
 * const client = createClient({
 *   site: siteOf("https://jira.company.com/jira"),
 *   deployment: "data-center",
 *   credential: { kind: "pat", token: new Secret("NjE2") },
 *   fetch: host.transport().fetch,
 *   clock: host.clock,
 *   random: () => host.random(),
 * });
 * console.assert(client.url("jira", "/rest/api/2/myself").pathname === "/jira/rest/api/2/myself");
 * ```
 */
export function createClient(options: ClientOptions): Client {
  const sender = new Sender(options);
  let warned = false;
  function json<T>(request: ApiRequest & { readonly shape: Shape<T> }): Promise<T>;
  function json(request: ApiRequest): Promise<unknown>;
  function json({ shape, ...request }: ApiRequest & { readonly shape?: Shape<unknown> }): Promise<unknown> {
    return sender.send(request, shape === undefined ? readJson : (received) => readShaped(received, shape));
  }
  return {
    site: options.site,
    deployment: options.deployment,
    product: options.deployment === "cloud" ? undefined : options.product,
    json,
    response: (request) => sender.send(request, readResponse),
    text: (request) => sender.send(request, readText),
    fetch: (request) => sender.send(request, (received) => Promise.resolve(received.response)),
    url: (product, path, query) => sender.origin.url(product, path, query),
    resolve: (link, product) => sender.origin.resolve(product, link),
    resolveNext: (link, { from, product }) => {
      const { url, namedOrigin } = sender.origin.resolveNext(product, link, from);
      if (namedOrigin !== undefined && !warned) {
        warned = true;
        options.onWarning?.(
          `The server uses "${namedOrigin}" in links to next pages: its base URL is configured differently. ` +
            `Pages are requested from "${url.origin}" instead`,
        );
      }
      return url;
    },
  };
}

async function readResponse(received: Received): Promise<JsonResponse> {
  const { status, headers } = received.response;
  return { status, headers, value: await readJson(received) };
}

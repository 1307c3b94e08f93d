/**
 * Requests to a site, with its credential.
 *
 * What it promises: the credential goes to the site and nowhere else, whatever an answer says; every wait, every body
 * and every chain of redirects has an end; what may be sent twice is tried again, and nothing else; an answer that is no
 * success is an error that says why.
 *
 * @module
 */
import type { ApiRequest } from "./request.ts";
import type { ClientEvent } from "./events.ts";
import type { Limits } from "./limits.ts";
import type { Query } from "./origin.ts";
import { readJson, readText, type Received } from "./response.ts";
import { Sender } from "./sender.ts";
import type { Credential } from "../core/credential.ts";
import type { Clock, Fetch } from "../core/host.ts";
import type { ProxyServer } from "../core/proxy_server.ts";
import type { Deployment, Product, Site } from "../site/site.ts";

export type { ApiRequest, RequestBody } from "./request.ts";
export type { ClientEvent, FaultEvent, RequestEvent, ResponseEvent, WaitEvent } from "./events.ts";
export { DEFAULT_LIMITS, type Limits } from "./limits.ts";
export type { Query } from "./origin.ts";

/** Options of {@linkcode createClient}. */
export interface ClientOptions {
  /** Where requests go. */
  readonly site: Site;
  /** What runs there. */
  readonly deployment: Deployment;
  /** The product of a Data Center base; a request to the other one is refused. A Cloud site has both. */
  readonly product?: Product | undefined;
  /** Without it requests are anonymous. */
  readonly credential?: Credential | undefined;
  /** The way to the network. */
  readonly fetch: Fetch;
  /** What waits between tries run on. */
  readonly clock: Clock;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  /**
   * Whether every request that changes something is refused before it is sent.
   *
   * @default {false}
   */
  readonly readOnly?: boolean | undefined;
  /**
   * Limits of time, tries and size; those that are absent are as in `DEFAULT_LIMITS`.
   *
   * @default {DEFAULT_LIMITS}
   */
  readonly limits?: Partial<Limits> | undefined;
  /**
   * Another credential for the same site, asked for once when the site refuses the first: a token with scopes works at
   * the gateway only. The refused request is sent again with it, whatever its method, because nothing was done.
   */
  readonly onRefused?: (() => Promise<Credential | undefined>) | undefined;
  /**
   * The addresses of a name: with it, a download is not sent on to a public name that leads to a private address.
   * `Host.lookup` is one.
   */
  readonly lookup?: ((hostname: string) => Promise<readonly string[]>) | undefined;
  /** The proxy used for a URL, to name it in errors. {@linkcode Host.proxyFor} is one. */
  readonly proxyFor?: ((url: URL) => ProxyServer | undefined) | undefined;
  /** Is told what a person should know, once. */
  readonly onWarning?: ((warning: string) => void) | undefined;
  /** Is told what happens. */
  readonly onEvent?: ((event: ClientEvent) => void) | undefined;
}

/** An answer in JSON. */
export interface JsonResponse {
  /** The HTTP status. */
  readonly status: number;
  /** Its headers. */
  readonly headers: Headers;
  /** What it says; `undefined` for an empty answer. */
  readonly value: unknown;
}

/**
 * Requests to one site.
 *
 * All that send throw {@linkcode HttpError} for an answer that is no success, or none to us (anonymous, a login page);
 * {@linkcode NetworkError} when there was no answer or not all of it; `UsageError` for a request that cannot be one;
 * `AtlcliError` `read-only` and `cancelled`.
 */
export interface Client {
  /** Where requests go. */
  readonly site: Site;
  /** What runs there. */
  readonly deployment: Deployment;
  /** The product of a Data Center base. */
  readonly product: Product | undefined;
  /**
   * Sends a request for JSON.
   *
   * @returns `undefined` for an empty answer.
   */
  json(request: ApiRequest): Promise<unknown>;
  /** Sends a request for JSON, for whoever needs its answer's status and headers too. */
  answer(request: ApiRequest): Promise<JsonResponse>;
  /** Sends a request for a text in UTF-8. */
  text(request: ApiRequest): Promise<string>;
  /**
   * Sends a request. The answer's body is read by the caller, or cancelled: until then the request counts as under way.
   * Reading it fails as sending does. It may be larger than an answer in memory (`maxDownloadBytes`). It is not sent again once the body began.
   */
  fetch(request: ApiRequest): Promise<Response>;
  /** The address of a product's path. */
  url(product: Product | undefined, path: string, query?: Query): URL;
  /**
   * The address that a link in an answer leads to, relative or absolute.
   *
   * @throws {AtlcliError} `redirect-refused` when it leads out of the site.
   */
  resolve(link: string, product?: Product): URL;
  /**
   * The address of the next page that an answer links to. A link that names another origin, but the resource of `from`,
   * is followed on the site itself, which `onWarning` is told once.
   *
   * @throws {AtlcliError} `redirect-refused` when it leads out of the site otherwise.
   */
  resolveNext(link: string, page: { readonly from: URL; readonly product?: Product | undefined }): URL;
}

/**
 * A client for one site. Nothing is sent before the first request.
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
  return {
    site: options.site,
    deployment: options.deployment,
    product: options.deployment === "cloud" ? undefined : options.product,
    json: (request) => sender.send(request, readJson),
    answer: (request) => sender.send(request, readAnswer),
    text: (request) => sender.send(request, readText),
    fetch: (request) => sender.send(request, (received) => Promise.resolve(received.answer)),
    url: (product, path, query) => sender.origin.url(product, path, query),
    resolve: (link, product) => sender.origin.resolve(product, link),
    resolveNext: (link, { from, product }) => {
      const { url, namedOrigin } = sender.origin.resolveNext(product, link, from);
      if (namedOrigin !== undefined && !warned) {
        warned = true;
        options.onWarning?.(
          `The server calls itself "${namedOrigin}" in links to next pages: its base URL is configured differently. ` +
            `The pages are read from "${url.origin}"`,
        );
      }
      return url;
    },
  };
}

async function readAnswer(received: Received): Promise<JsonResponse> {
  const { status, headers } = received.answer;
  return { status, headers, value: await readJson(received) };
}

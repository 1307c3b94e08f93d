/**
 * A Jira and a Confluence in memory, as Cloud and as Data Center, that respond like Atlassian's.
 *
 * @module
 */
import type { Fetch } from "../core/host.ts";
import { withoutEnd } from "../core/text.ts";
import { type Account, createAccounts, type Face, type SandboxAccount } from "./accounts.ts";
import { answerAtGateway, answerAtMedia, answerAtSite, type Backend } from "./dispatch.ts";
import { createGate } from "./auth.ts";
import type { Interfere } from "./faults.ts";
import { createSearch } from "./issue_search.ts";
import { createWorld } from "./world.ts";

/** The URLs of a sandbox's faces: scheme, host, port and context path. */
export interface SandboxUrls extends Readonly<Record<Face, string>> {
  /**
   * The URL of Cloud's media host: downloads are redirected there, and need no credential.
   *
   * @default {"https://media.demo.test"}
   */
  readonly media?: string;
}

/** Options of {@linkcode createSandbox}. */
export interface SandboxOptions {
  /**
   * Whether Cloud serves attachments itself instead of redirecting to its media host. A careful client refuses such a
   * redirect over plain http, as on loopback.
   *
   * @default {false}
   */
  readonly directDownloads?: boolean;
  /** The URLs of the faces; each has its own host or port. */
  readonly urls: SandboxUrls;
  /**
   * Returns the time in milliseconds since 1970. Ages of issues refer to the creation of the sandbox.
   *
   * @default {Date.now}
   */
  readonly now?: () => number;
  /**
   * Number of generated issues to add, in a project LOAD; up to 100,000 work well.
   *
   * @default {0}
   */
  readonly issues?: number;
  /**
   * Number of generated pages to add, in a space LOAD.
   *
   * @default {0}
   */
  readonly pages?: number;
  /**
   * Minimum length of the last generated page, in characters.
   *
   * @default {0}
   */
  readonly longestPage?: number;
  /**
   * Size in bytes of the attachment `training.mp4` in the space TEAM, which exists only if this is set. It is generated
   * while it is sent, and never buffered.
   *
   * @default {0}
   */
  readonly largeAttachment?: number;
  /** Injects faults: see {@linkcode Interfere}. Requests that it handles are recorded, too. */
  readonly interfere?: Interfere;
  /** Tokens to use instead of new ones, by account name: for tests. */
  readonly tokens?: Readonly<Record<string, string>>;
}

/** A recorded request. */
export interface SandboxRequest {
  /** The method: `GET`, `POST`, … */
  readonly method: string;
  /** The URL with its query. */
  readonly url: string;
  /** Host and port. */
  readonly host: string;
  /** The name of the account whose token was sent; `undefined` for no token or an unknown one. */
  readonly account: string | undefined;
  /** The Authorization header as sent. */
  readonly authorization: string | undefined;
}

/** A local Jira and Confluence. */
export interface Sandbox {
  /** The URLs of the faces. */
  readonly urls: Required<SandboxUrls>;
  /** The id of the Cloud tenant, as in `/_edge/tenant_info`. */
  readonly cloudId: string;
  /** The accounts, and how each sign-in behaves. */
  readonly accounts: readonly SandboxAccount[];
  /** The requests so far, at most the latest 10,000. */
  readonly requests: readonly SandboxRequest[];
  /**
   * The account with a name.
   *
   * @throws {RangeError} if there is none.
   */
  account(name: string): SandboxAccount;
  /** Handles a request to a face's own server, or to the media host. */
  handle(face: Face | "media", request: Request): Promise<Response>;
  /**
   * A network with the faces and the media host at their URLs, and Atlassian's gateway at `https://api.atlassian.com`.
   * Redirects are not followed.
   *
   * @throws {TypeError} if no face has the URL, as `fetch` does for a refused connection.
   */
  readonly fetch: Fetch;
}

const GATEWAY_ORIGIN = "https://api.atlassian.com";
const MEDIA_URL = "https://media.demo.test";
const MAX_REQUESTS = 10_000;

/**
 * Creates a sandbox that does not listen; see `startSandbox()` for a server.
 *
 * @example
 * ```ts
 * import { createSandbox } from "@atlcli/atlcli/sandbox";
 *
 * const sandbox = createSandbox({
 *   urls: {
 *     cloud: "https://sandbox.atlassian.net",
 *     jira: "https://jira.sandbox.example/jira",
 *     confluence: "https://wiki.sandbox.example/confluence",
 *   },
 * });
 * const { token } = sandbox.account("jira-valid");
 * const response = await sandbox.fetch(new URL("https://jira.sandbox.example/jira/rest/api/2/myself"), {
 *   headers: { Authorization: `Bearer ${token}` },
 * });
 * console.assert((await response.json()).displayName === "Mia Müller");
 * ```
 *
 * @throws {RangeError} if `tokens` names an unknown account, or two faces share a URL.
 */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { now = Date.now, issues = 0, pages = 0, longestPage = 0, largeAttachment = 0, tokens = {} } =
    options;
  const urls = withoutSlashes(options.urls);
  const places = placesByOrigin(urls);
  const accounts = createAccounts(tokens);
  const gate = createGate(accounts, now);
  const world = createWorld({ now: now(), issues, pages, longestPage, largeAttachment });
  const cloudId = crypto.randomUUID();
  const { directDownloads = false } = options;
  const search = createSearch(world);
  const backend: Backend = { gate, world, search, now, cloudId, urls, directDownloads };
  const requests: SandboxRequest[] = [];
  const answer = async (place: Face | "media" | "gateway", request: Request): Promise<Response> => {
    requests.push(recordOf(request, gate.ownerOf(request.headers.get("Authorization"))));
    if (requests.length > MAX_REQUESTS) requests.shift();
    const next = (): Promise<Response> => answerAt(backend, place, request);
    return await options.interfere?.(request, next) ?? await next();
  };
  return {
    urls,
    cloudId,
    accounts: accounts.map(withoutInternals),
    requests,
    account: (name) => accountNamed(accounts, name),
    handle: answer,
    async fetch(url, init) {
      const place = url.origin === GATEWAY_ORIGIN ? "gateway" : places.get(url.origin);
      if (place === undefined) throw new TypeError(`Nobody listens there: "${url.origin}"`);
      init.signal?.throwIfAborted();
      return await answer(place, new Request(url, init));
    },
  };
}

async function answerAt(
  backend: Backend,
  place: Face | "media" | "gateway",
  request: Request,
): Promise<Response> {
  if (place === "media") return answerAtMedia(backend, request);
  return await (place === "gateway"
    ? answerAtGateway(backend, request)
    : answerAtSite(backend, place, request));
}

function placesByOrigin(urls: Required<SandboxUrls>): ReadonlyMap<string, Face | "media"> {
  const places = new Map<string, Face | "media">([
    [new URL(urls.cloud).origin, "cloud"],
    [new URL(urls.jira).origin, "jira"],
    [new URL(urls.confluence).origin, "confluence"],
    [new URL(urls.media).origin, "media"],
  ]);
  if (places.size < 4) throw new RangeError("Two faces of the sandbox have the same host and port");
  return places;
}

function withoutSlashes({ media = MEDIA_URL, ...urls }: SandboxUrls): Required<SandboxUrls> {
  const trim = (url: string): string => withoutEnd(url, ["/"]);
  return {
    cloud: trim(urls.cloud),
    jira: trim(urls.jira),
    confluence: trim(urls.confluence),
    media: trim(media),
  };
}

function recordOf(request: Request, account: Account | undefined): SandboxRequest {
  return {
    method: request.method,
    url: request.url,
    host: new URL(request.url).host,
    account: account?.name,
    authorization: request.headers.get("Authorization") ?? undefined,
  };
}

function accountNamed(accounts: readonly Account[], name: string): SandboxAccount {
  const account = accounts.find((candidate) => candidate.name === name);
  if (account === undefined) throw new RangeError(`No account of the sandbox is called "${name}"`);
  return withoutInternals(account);
}

function withoutInternals({ user: _user, conduct: _conduct, ...account }: Account): SandboxAccount {
  return account;
}

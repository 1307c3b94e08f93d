/**
 * A Jira and a Confluence in memory, as Cloud and as Data Center, that answer as Atlassian's do.
 *
 * @module
 */
import type { Fetch } from "../core/host.ts";
import { withoutEnd } from "../core/text.ts";
import { type Account, createAccounts, type Face, type SandboxAccount } from "./accounts.ts";
import { answerAtGateway, answerAtSite, type Backend } from "./dispatch.ts";
import { createGate } from "./auth.ts";
import type { Interfere } from "./faults.ts";
import { createSearch } from "./issue_search.ts";
import { answerAtMedia } from "./media.ts";
import { createWorld } from "./world.ts";

/** Where the faces of a sandbox are: scheme, host, port and context path. */
export interface SandboxUrls extends Readonly<Record<Face, string>> {
  /**
   * Where Cloud keeps the bytes of attachments: downloads are redirected there, and go without a credential.
   *
   * @default {"https://media.demo.test"}
   */
  readonly media?: string;
}

/** Options of {@linkcode createSandbox}. */
export interface SandboxOptions {
  /**
   * Whether Cloud hands out attachments itself, instead of redirecting to its media host: over plain http, as on
   * loopback, a careful client refuses such a redirect.
   *
   * @default {false}
   */
  readonly directDownloads?: boolean;
  /** Where the faces are; each has a host or a port of its own. */
  readonly urls: SandboxUrls;
  /**
   * The clock: milliseconds since 1970. Ages of issues count from the moment the sandbox is made.
   *
   * @default {Date.now}
   */
  readonly now?: () => number;
  /**
   * How many generated issues to add, in a project LOAD; up to 100,000 are no trouble.
   *
   * @default {0}
   */
  readonly issues?: number;
  /**
   * How many generated pages to add, in a space LOAD.
   *
   * @default {0}
   */
  readonly pages?: number;
  /**
   * How many characters the last of the generated pages has at least.
   *
   * @default {0}
   */
  readonly longestPage?: number;
  /**
   * How many bytes the attachment `training.mp4` of the space TEAM has: it is there for those who ask for it. They are
   * made while they are sent, and never held.
   *
   * @default {0}
   */
  readonly largeAttachment?: number;
  /**
   * What comes between a client and the sandbox: see {@linkcode Interfere}. Requests that it answers are recorded, too.
   */
  readonly interfere?: Interfere;
  /** Tokens to take instead of new ones, by the name of the account: for tests. */
  readonly tokens?: Readonly<Record<string, string>>;
}

/** A request that reached the sandbox. */
export interface SandboxRequest {
  /** `GET`, `POST`, … */
  readonly method: string;
  /** The address, query included. */
  readonly url: string;
  /** Host and port. */
  readonly host: string;
  /** The name of the account whose token it carried; `undefined` for no token, and for one that nobody made. */
  readonly account: string | undefined;
  /** The Authorization header as it came. */
  readonly authorization: string | undefined;
}

/** A local Jira and Confluence. */
export interface Sandbox {
  /** Where the faces are. */
  readonly urls: Required<SandboxUrls>;
  /** The id of the Cloud tenant, which `/_edge/tenant_info` tells. */
  readonly cloudId: string;
  /** Who can sign in, and how each sign-in fails that does. */
  readonly accounts: readonly SandboxAccount[];
  /** What came in, the latest last; at most the last 10,000. */
  readonly requests: readonly SandboxRequest[];
  /**
   * The account of a name.
   *
   * @throws {RangeError} when there is none.
   */
  account(name: string): SandboxAccount;
  /** Answers a request that arrived at a face's own server, or at the one with Cloud's attachments. */
  handle(face: Face | "media", request: Request): Promise<Response>;
  /**
   * Answers like the network: the faces and the attachments at their addresses, and Atlassian's gateway at
   * `https://api.atlassian.com`.
   * A redirect is an answer, and not followed.
   *
   * @throws {TypeError} when no face is at the address, as `fetch` does where nobody listens.
   */
  readonly fetch: Fetch;
}

const GATEWAY_ORIGIN = "https://api.atlassian.com";
const MEDIA_URL = "https://media.demo.test";
const MAX_REQUESTS = 10_000;

/**
 * Makes a sandbox. It listens nowhere: `startSandbox()` does.
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
 * @throws {RangeError} when `tokens` names an account that does not exist, or two faces share an address.
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
  if (place === "media") return answerAtMedia(backend.world, request);
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

/**
 * Detects what a site is: Cloud or Data Center, and which product.
 *
 * All requests are anonymous: a credential is never sent to an unknown site.
 *
 * @module
 */
import { isRecord } from "../core/records.ts";
import { type Client, type ClientOptions, createClient } from "../client/client.ts";
import { type ApiRequest, requestLine } from "../client/request.ts";
import { readBytes } from "../client/body.ts";
import { HttpError } from "../core/errors.ts";
import { isHtml, SSO_HINT } from "../client/http_errors.ts";
import { isRetriableStatus } from "../client/retry.ts";
import { type Deployment, type Product, type Site, siteOf } from "../site/site.ts";

/** Options of {@linkcode detectSite}: those of a client, except the credential and the values to detect. */
export type DetectOptions =
  & Pick<ClientOptions, "site" | "fetch" | "clock" | "limits" | "onEvent" | "proxyFor">
  & Partial<Pick<ClientOptions, "random">>
  & {
    /** Aborts the detection. */
    readonly signal?: AbortSignal | undefined;
  };

/** What a site is. */
export interface Detection {
  /** The kind of site. */
  readonly deployment: Deployment;
  /** The product of a Data Center base; a Cloud site has both. */
  readonly product?: Product;
  /** The Cloud tenant, if it was requested during detection. */
  readonly cloudId?: string;
  /** What revealed it, for people: `host`, `serverInfo`, `tenant_info`, … */
  readonly evidence: string;
}

/**
 * Detects what a site is: by its host, then with Jira's `serverInfo`, then with Cloud's `tenant_info` (for a custom
 * domain), then with Confluence's own resources.
 *
 * @example
 * ```ts
 * import { detectSite } from "@atlcli/atlcli/sign-in";
 * import { siteOf, systemHost } from "@atlcli/atlcli";
 * import { startSandbox } from "@atlcli/atlcli/sandbox";
 *
 * const host = systemHost();
 * const sandbox = await startSandbox(host);
 * const { fetch, close } = host.transport();
 * const found = await detectSite({ site: siteOf(sandbox.urls.jira), fetch, clock: host.clock });
 * console.assert(found.deployment === "data-center" && found.product === "jira");
 * close();
 * await sandbox.close();
 * ```
 *
 * @throws {HttpError} if neither Jira nor Confluence responds there.
 * @throws {NetworkError} if the server was not reached.
 */
export async function detectSite(options: DetectOptions): Promise<Detection> {
  if (options.site.cloudByHost) return { deployment: "cloud", evidence: "host" };
  const probe = prober(options);
  const info = await probe("/rest/api/2/serverInfo");
  const byInfo = fromServerInfo(info);
  if (byInfo !== undefined) return byInfo;
  const cloudId = await fetchCloudId(options);
  if (cloudId !== undefined) return { deployment: "cloud", cloudId, evidence: "tenant_info" };
  const server = await probe("/rest/api/server-information");
  if (server.status === 200 && isRecord(server.body) && "version" in server.body) {
    return { deployment: "data-center", product: "confluence", evidence: "server-information" };
  }
  const user = await probe("/rest/api/user/current");
  if (isConfluence(user)) {
    return { deployment: "data-center", product: "confluence", evidence: "user/current" };
  }
  if (isRefusalByProduct(info)) return { deployment: "data-center", product: "jira", evidence: "serverInfo" };
  throw nothingThere(options.site, [info, server, user]);
}

/**
 * Fetches the tenant id of a Cloud site, without a credential.
 *
 * @returns `undefined` if the site has none.
 * @throws {NetworkError} if the server was not reached.
 * @see https://support.atlassian.com/jira/kb/retrieve-my-atlassian-sites-cloud-id
 */
export async function fetchCloudId(options: DetectOptions): Promise<string | undefined> {
  // The tenant belongs to the host, not to one of its products.
  const site = siteOf(options.site.origin, { allowHttp: true });
  const { status, body } = await prober({ ...options, site })("/_edge/tenant_info");
  const cloudId = status === 200 && isRecord(body) ? body["cloudId"] : undefined;
  return typeof cloudId === "string" && CLOUD_ID.test(cloudId) ? cloudId : undefined;
}

/** How much of a response body is inspected, in bytes. */
const MAX_BYTES = 64 * 1024;
const CLOUD_ID = /^[0-9A-Za-z-]{1,64}$/;

/** An anonymous response of a resource. */
interface Probe {
  readonly status: number;
  readonly headers: Headers;
  /** Its JSON; `undefined` if it is not JSON. */
  readonly body: unknown;
  /** Why there is no usable response: a login page, a redirect to another site. */
  readonly error?: HttpError;
}

function prober(options: DetectOptions): (path: string) => Promise<Probe> {
  const { signal, random = Math.random } = options;
  const client = createClient({ ...options, random, deployment: "data-center", credential: undefined });
  return (path) => probe(client, { path, signal });
}

async function probe(client: Client, request: ApiRequest): Promise<Probe> {
  try {
    const response = await client.fetch({ ...request, anyStatus: true });
    const { status, headers } = response;
    const bytes = await readBytes(response.body, { maxBytes: MAX_BYTES, longer: "cut" });
    if (!isRetriableStatus(status, { idempotent: true })) return { status, headers, body: jsonOf(bytes) };
    // Sent through the client, so that it waits and retries.
    return { status: 200, headers: new Headers(), body: await client.json(request) };
  } catch (error) {
    if (!(error instanceof HttpError) || isRetriableStatus(error.status, { idempotent: true })) throw error;
    return { status: error.status, headers: new Headers(), body: undefined, error };
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function fromServerInfo({ status, body }: Probe): Detection | undefined {
  if (status !== 200 || !isRecord(body)) return undefined;
  const { deploymentType, version }: { readonly [name: string]: unknown } = body;
  if (deploymentType === "Cloud") return { deployment: "cloud", evidence: "serverInfo" };
  // Data Center reports "Server"; the oldest versions report only a version.
  const isJira = typeof deploymentType === "string" || typeof version === "string";
  return isJira ? { deployment: "data-center", product: "jira", evidence: "serverInfo" } : undefined;
}

/** Confluence describes the caller, or refuses in its own format. */
function isConfluence({ status, headers, body }: Probe): boolean {
  if (status !== 200 && status !== 401 && status !== 403) return false;
  if (headers.has("x-confluence-request-time")) return true;
  return isRecord(body) && (status === 200 ? typeof body["type"] === "string" : "statusCode" in body);
}

/** Whether a refusal is from Atlassian's software, not from a login page in front of it. */
function isRefusalByProduct({ status, headers, body }: Probe): boolean {
  if (status !== 401 && status !== 403) return false;
  return isRecord(body) ||
    ["x-seraph-loginreason", "x-ausername", "x-arequestid"].some((name) => headers.has(name));
}

function nothingThere(site: Site, probes: readonly Probe[]): HttpError {
  const error = probes.find((probe) => probe.error !== undefined)?.error;
  if (error !== undefined) return error;
  const page = probes.find(({ status, headers }) => isHtml(headers) && [200, 401, 403].includes(status));
  const request = requestLine("GET", new URL(site.url));
  if (page !== undefined) {
    return new HttpError("sso-page", `"${site.url}" responds with web pages only`, {
      status: page.status,
      request,
      hint: SSO_HINT,
    });
  }
  return new HttpError("not-found", `Neither Jira nor Confluence responds at "${site.url}"`, {
    status: probes[0]?.status ?? 404,
    request,
    hint: "Check the address. On Data Center it includes the context path: https://jira.company.com/jira",
  });
}

/**
 * Decides where a redirect leads, and whether to follow it.
 *
 * Pure. A credential is sent along only inside the site; any other redirect is an error that names both hosts.
 *
 * @module
 */
import { isPrivateHost } from "../site/private_host.ts";
import { HttpError } from "../core/errors.ts";
import { SSO_HINT } from "./http_errors.ts";
import { type Outgoing, requestLine } from "./request.ts";
import type { Site } from "../site/site.ts";
import { urlOf } from "../core/url.ts";
import type { Origin } from "./origin.ts";

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** A path segment that indicates a login page. */
const LOGIN =
  /\/(?:login|log-in|signin|sign-in|logon|idp|sso|saml2?|samlsso|adfs|oauth2?|openid-connect|authorize)(?:\.(?:jspa?|action|html?|aspx|php))?(?:\/|$)/i;

/** One request of a redirect chain. */
export interface Hop {
  readonly request: Outgoing;
  /** Whether the chain has left the site. From then on no credential, cookie or header of ours is sent. */
  readonly foreign: boolean;
  /** The previous requests, each as `METHOD URL`. */
  readonly before: readonly string[];
}

/** Whether a status is a redirect. */
export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status);
}

/**
 * The request to send after a redirect response.
 *
 * @throws {HttpError} `redirect-refused` if it leads to another site or plain http, forms a loop, is too long or has no
 * valid target; `sso-page` if it leads to a login page.
 */
export function nextHop(
  hop: Hop,
  response: { readonly status: number; readonly headers: Headers; readonly origin: Origin },
): Hop {
  const from = hop.request.url;
  const to = urlOf(response.headers.get("location") ?? "", from);
  const own = !hop.foreign && to !== null && response.origin.isOwn(to);
  const refusal = refusalOf(hop, to, { own, site: response.origin.site });
  const next = to === null ? hop : follow(hop, to, { status: response.status, own });
  const problem = refusal ?? endlessness(next);
  if (problem === undefined) return next;
  throw new HttpError(problem.code, problem.message, {
    status: response.status,
    request: requestLine(hop.request.method, from),
    hint: problem.hint,
  });
}

interface Refusal {
  readonly code: "redirect-refused" | "sso-page";
  readonly message: string;
  readonly hint: string;
}

const ASK = "Check the site's address; if it is right, ask the site's administrator";

function refusalOf(
  hop: Hop,
  to: URL | null,
  options: { readonly own: boolean; readonly site: Site },
): Refusal | undefined {
  const { request } = hop;
  const from = request.url;
  if (to === null) return refused(`"${from.host}" redirects without a valid target`, ASK);
  const both = `from "${from.origin}" to "${to.origin}"`;
  if (LOGIN.test(to.pathname) || to.searchParams.has("SAMLRequest")) {
    return { code: "sso-page", message: `The site redirects to a login page, ${both}`, hint: SSO_HINT };
  }
  if (options.own) return undefined;
  if (!request.followForeign) {
    return refused(
      `Refused to follow a redirect ${both}`,
      `The token is for its own site. If the site has moved to "${to.host}", sign in there`,
    );
  }
  if (to.protocol !== "https:" || to.username !== "" || to.password !== "") {
    return refused(`Refused to follow a redirect ${both}: a download is redirected over https only`, ASK);
  }
  if (isPrivateHost(to.hostname) && !isPrivateHost(new URL(options.site.url).hostname)) {
    return refused(`Refused to follow a redirect ${both}, which is a private address`, ASK);
  }
  return undefined;
}

/** A chain that is too long, forms a loop, or cannot be repeated. */
function endlessness(next: Hop): Refusal | undefined {
  const { host } = next.request.url;
  if (next.before.length > MAX_REDIRECTS || next.before.includes(lineOf(next.request))) {
    return refused(`"${host}" redirects too many times, or in a loop`, ASK);
  }
  if (next.request.body instanceof ReadableStream) {
    return refused(`"${host}" redirects an upload that cannot be sent twice`, ASK);
  }
  return undefined;
}

function refused(message: string, hint: string): Refusal {
  return { code: "redirect-refused", message, hint };
}

/**
 * 303 changes the method to GET, as do 301 and 302 after a POST (Fetch standard, 4.4); 307 and 308 repeat the request.
 */
function follow(hop: Hop, url: URL, options: { readonly status: number; readonly own: boolean }): Hop {
  const { request } = hop;
  const { status } = options;
  const toGet = status === 303
    ? request.method !== "HEAD"
    : (status === 301 || status === 302) && request.method === "POST";
  const headers = options.own ? new Headers(request.headers) : new Headers();
  if (toGet) headers.delete("content-type");
  return {
    request: {
      ...request,
      url,
      headers,
      method: toGet ? "GET" : request.method,
      body: toGet ? undefined : request.body,
    },
    foreign: !options.own,
    before: [...hop.before, lineOf(request)],
  };
}

function lineOf(request: Outgoing): string {
  return `${request.method} ${request.url.href}`;
}

/**
 * Errors for responses that are not successful.
 *
 * Pure: its inputs are status, headers and the beginning of the body. {@linkcode errorDetails} has the error format of
 * each product.
 *
 * @module
 */
import { TOKEN_PAGE } from "../core/credential.ts";
import { type AtlcliError, type ErrorCode, type ErrorData, HttpError } from "../core/errors.ts";
import type { ProxyServer } from "../core/proxy_server.ts";
import { proxyAuthenticationError } from "./proxy_errors.ts";
import { retryAfter } from "./retry.ts";
import { errorDetails } from "./error_details.ts";

/** A response, as far as it was read. */
export interface FailedResponse {
  /** The HTTP status. */
  readonly status: number;
  /** The response headers. */
  readonly headers: Headers;
  /** The first 64 KiB of the body, as text. */
  readonly body: string;
}

/** The request that failed. */
export interface HttpErrorContext {
  /** `GET https://…`, without a query. */
  readonly request: string;
  /** Host and port of the server that responded. */
  readonly host: string;
  /** The proxy used. */
  readonly proxy?: ProxyServer | undefined;
  /** Whether the request had a credential. */
  readonly authenticated: boolean;
  /** The current time in milliseconds since 1970. */
  readonly now: number;
}

interface Meaning {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  readonly data?: ErrorData;
}

/** Creates the error for a response with an unsuccessful status. */
export function httpError(response: FailedResponse, context: HttpErrorContext): AtlcliError {
  if (response.status === 407) return proxyAuthenticationError(context.host, context.proxy);
  const details = errorDetails(response);
  const retryAfterMs = response.status === 429 || response.status === 503
    ? retryAfter(response.headers, context.now)
    : undefined;
  const meaning = meaningOf(response, { ...context, retryAfterMs });
  return new HttpError(meaning.code, meaning.message, {
    status: response.status,
    request: context.request,
    details,
    hint: meaning.hint,
    data: meaning.data,
    retryAfterMs,
  });
}

/**
 * Creates the error for a successful response to an anonymous caller: the product's headers say that it did not accept
 * the credential.
 *
 * `X-Seraph-LoginReason` may occur several times. `OUT` together with `OK` only reports an older session.
 *
 * @returns `undefined` if the headers do not say so, or no credential was sent.
 */
export function anonymousError(response: FailedResponse, context: HttpErrorContext): HttpError | undefined {
  if (!context.authenticated || !isAnonymous(response.headers)) return undefined;
  const { code, message, hint } = ANONYMOUS;
  return new HttpError(code, message, { status: response.status, request: context.request, hint });
}

/** Creates the error for a web page instead of data. The page itself is never shown. */
export function webPageError(
  response: Pick<FailedResponse, "status">,
  context: Pick<HttpErrorContext, "host" | "request">,
): HttpError {
  return new HttpError("sso-page", `"${context.host}" responded with a web page instead of data`, {
    status: response.status,
    request: context.request,
    hint: SSO_HINT,
  });
}

/** Whether the content type is HTML. */
export function isHtml(headers: Headers): boolean {
  return /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(headers.get("content-type") ?? "");
}

/** What to do about a login page. */
export const SSO_HINT: string =
  "A single sign-on in front of the site requires a browser, or the address is not the product's: " +
  "check the site's address and its context path";

function isAnonymous(headers: Headers): boolean {
  const reasons = (headers.get("x-seraph-loginreason") ?? "").split(",").map((reason) => reason.trim());
  if (reasons.includes("AUTHENTICATED_FAILED") || reasons.includes("AUTHENTICATION_DENIED")) return true;
  if (reasons.includes("OUT") && !reasons.includes("OK")) return true;
  return headers.get("x-ausername")?.trim() === "anonymous";
}

type Asked = HttpErrorContext & { readonly retryAfterMs: number | undefined };

function meaningOf(response: FailedResponse, asked: Asked): Meaning {
  const { status } = response;
  if (status === 401 || status === 403) return refusal(response, asked);
  if (status < 500 && status !== 429 && asked.authenticated && isAnonymous(response.headers)) {
    return { ...ANONYMOUS, message: `${ANONYMOUS.message} (${status})` };
  }
  const byStatus = BY_STATUS[status];
  if (byStatus !== undefined) return byStatus(asked);
  if (status >= 500) {
    return { code: "server", message: `The server failed (${status}): ${asked.request}`, hint: LATER };
  }
  if (status >= 400) return { code: "bad-request", message: `The server refused the request (${status})` };
  return {
    code: "bad-response",
    message: `Unexpected status (${status}): ${asked.request}`,
    hint:
      "Check that the address is that of a Jira or Confluence site, and that no proxy changes its responses",
  };
}

const LATER = "Try again later; if the error persists, ask the site's administrator";
const ANONYMOUS: Meaning = {
  code: "anonymous",
  message: "The server did not accept the token, and treated the request as anonymous",
  hint: "The token may be wrong, expired or revoked, or meant for another site",
};

const BY_STATUS: Readonly<Record<number, (asked: Asked) => Meaning>> = {
  400: () => ({ code: "bad-request", message: "The server refused the request (400)" }),
  404: (asked) => ({
    code: "not-found",
    message: `Not found (404): ${asked.request}`,
    hint: asked.authenticated
      ? "It does not exist, or this account may not see it; Atlassian does not distinguish"
      : "It does not exist, or it is hidden from callers who are not signed in",
  }),
  409: (asked) => ({
    code: "conflict",
    message: `Conflict with a newer change (409): ${asked.request}`,
    hint: "Read it again, then repeat the change",
  }),
  410: (asked) => ({
    code: "not-found",
    message: `No longer there (410): ${asked.request}`,
    hint: "The site has removed it; a newer version of this program may know its replacement",
  }),
  413: () => ({ code: "bad-request", message: "The server refused the request: too large (413)" }),
  422: () => ({ code: "bad-request", message: "The server refused the request (422)" }),
  429: (asked) => ({
    code: "rate-limited",
    message: "Rate limited (429)",
    ...(asked.retryAfterMs === undefined
      ? { hint: "Send fewer requests, or try again in a few minutes" }
      : { data: { kind: "wait-limit", limit: "maxWaitMs", retryAfterMs: asked.retryAfterMs } }),
  }),
};

/** Explains 401 and 403: who refuses, and why. */
function refusal(response: FailedResponse, asked: Asked): Meaning {
  const { status, headers } = response;
  const login = headers.get("x-authentication-denied-reason") ?? "";
  if (/CAPTCHA/i.test(login) || (status === 403 && /AUTHENTICATION_DENIED/.test(seraph(headers)))) {
    return {
      code: "captcha",
      message: `The site requires a CAPTCHA after too many failed logins (${status})`,
      hint: "Sign in once in the browser and solve it there; further attempts from here only prolong it",
    };
  }
  if (isScopeRefusal(response)) {
    return {
      code: "missing-scope",
      message: `The token lacks a scope for this request (${status})`,
      hint: `Create a token with more scopes at ${TOKEN_PAGE}`,
    };
  }
  if (isForeignLogin(response)) {
    return {
      code: "sso-page",
      message: `"${asked.host}" responded with a login page instead of data (${status})`,
      hint: SSO_HINT,
    };
  }
  if (status === 401) return asked.authenticated ? REFUSED_TOKEN : NO_TOKEN;
  if (asked.authenticated && isAnonymous(headers)) return ANONYMOUS;
  return {
    code: "permission",
    message: "You don't have permission (403)",
    hint: "Check the account's access to the project or the space",
  };
}

const REFUSED_TOKEN: Meaning = {
  code: "authentication-failed",
  message: "Authentication failed (401)",
  hint: "The token or the email is wrong, or the token has expired or was revoked",
};
const NO_TOKEN: Meaning = {
  code: "authentication-failed",
  message: "Authentication failed (401)",
  hint: "The server requires a token, and none was sent",
};

function seraph(headers: Headers): string {
  return headers.get("x-seraph-loginreason") ?? "";
}

function isScopeRefusal(response: FailedResponse): boolean {
  return /SCOPE_CHECK/.test(response.headers.get("x-failure-category") ?? "") ||
    (!isHtml(response.headers) && /scope does not match/i.test(response.body));
}

/** Whether a login form is from another system: the product marks its own refusals with headers. */
function isForeignLogin(response: FailedResponse): boolean {
  const { headers } = response;
  const ofProduct = seraph(headers) !== "" || headers.has("x-ausername") || headers.has("www-authenticate");
  return !ofProduct && isHtml(headers) &&
    /<form|samlrequest|window\.location|http-equiv=.?refresh/i.test(response.body);
}

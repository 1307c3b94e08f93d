/**
 * Responses to rejected requests.
 *
 * They imitate public reports: https://github.com/jira-node/node-jira-client/issues/255 (a wrong token on Cloud),
 * https://github.com/kovetskiy/mark/issues/917 (a missing scope at the gateway),
 * https://github.com/zereight/confluence-mcp/issues/6 (Data Center's page),
 * https://github.com/cristibaluta/Jit/issues/12 (CAPTCHA),
 * https://github.com/markdown-confluence/markdown-confluence/issues/670 (no access to Confluence).
 *
 * @module
 */
import type { Face, Product } from "./accounts.ts";
import { confluenceError, gatewayError, html, jiraError, jiraUnauthenticated, json } from "./responses.ts";

/** The header that reports a rejected credential. */
export const LOGIN_FAILED: Readonly<Record<string, string>> = {
  "X-Seraph-LoginReason": "AUTHENTICATED_FAILED",
};

/** The path of the single sign-on page in front of a product. */
export const SSO_PATH = "/sso/login";

/** An unknown token, or one that is sent incorrectly. */
export function wrongCredential(face: Face, product: Product): Response {
  if (face !== "cloud") {
    return html("HTTP Status 401 - Unauthorized", {
      status: 401,
      headers: { ...LOGIN_FAILED, "WWW-Authenticate": 'OAuth realm="sandbox"' },
      text: "Basic Authentication Failure - Reason : AUTHENTICATED_FAILED",
    });
  }
  return product === "jira"
    ? jiraUnauthenticated(LOGIN_FAILED)
    : confluenceError(401, "Unauthorized; the credential was not accepted", LOGIN_FAILED);
}

/** A token unknown to the gateway. */
export function wrongAtGateway(): Response {
  return gatewayError(401, "Unauthorized");
}

/** A token that lacks the required scope. */
export function missingScope(): Response {
  return gatewayError(401, "Unauthorized; scope does not match", {
    "X-Failure-Category": "FAILURE_CLIENT_SCOPE_CHECK",
  });
}

/** Too many wrong passwords: only a browser can solve the CAPTCHA. */
export function captcha(baseUrl: string): Response {
  return html("Forbidden (403)", {
    status: 403,
    headers: {
      "X-Authentication-Denied-Reason": `CAPTCHA_CHALLENGE; login-url=${baseUrl}/login.jsp`,
      "X-Seraph-LoginReason": "AUTHENTICATION_DENIED",
    },
    text: 'Encountered a "403 - Forbidden" error while loading this page.',
  });
}

/** A redirect to a sign-in page, on another path of the same host. */
export function ssoRedirect(url: URL): Response {
  const target = new URL(SSO_PATH, url.origin);
  target.searchParams.set("from", url.pathname);
  return new Response(null, { status: 302, headers: { Location: target.href } });
}

/** A sign-in page. */
export function ssoPage(): Response {
  return html("Log in with your company account", { status: 200, text: "Please enter your user name." });
}

/** A known account without access to this product. Jira's exact message is not known, only its format. */
export function noAccess(product: Product): Response {
  return product === "jira"
    ? jiraError(403, ["You do not have permission to access Jira."])
    : json({ message: "Current user not permitted to use Confluence", statusCode: 403 }, { status: 403 });
}

/** A rate limit that was exceeded. */
export function rateLimited(
  place: { readonly face: Face; readonly product: Product },
  options: { readonly retryAfterSeconds: number; readonly now: number },
): Response {
  const { retryAfterSeconds } = options;
  const common = { "Retry-After": String(retryAfterSeconds), "X-RateLimit-Remaining": "0" };
  const reset = new Date(options.now + retryAfterSeconds * 1000).toISOString();
  const headers: Record<string, string> = place.face === "cloud"
    ? {
      ...common,
      "X-RateLimit-Limit": "100",
      "X-RateLimit-Reset": reset,
      "RateLimit-Reason": place.product === "jira" ? "jira-burst-based" : "confluence-burst-based",
    }
    : { ...common, ...DATA_CENTER_BUCKET };
  return place.product === "jira"
    ? jiraError(429, ["Rate limit exceeded."], headers)
    : confluenceError(429, "Rate limit exceeded.", headers);
}

const DATA_CENTER_BUCKET: Readonly<Record<string, string>> = {
  "X-RateLimit-Limit": "50",
  "X-RateLimit-FillRate": "50",
  "X-RateLimit-Interval-Seconds": "60",
};

/** The rate-limit headers of Data Center's other responses, which contain `Retry-After: 0`. */
export const DATA_CENTER_LIMITS: Readonly<Record<string, string>> = {
  ...DATA_CENTER_BUCKET,
  "X-RateLimit-Remaining": "49",
  "Retry-After": "0",
};

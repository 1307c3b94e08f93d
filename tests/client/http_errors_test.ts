import assert from "node:assert/strict";
import { AtlcliError, type ErrorCode, HttpError, NetworkError } from "../../src/core/errors.ts";
import { type FailedResponse, httpError, type HttpErrorContext } from "../../src/client/http_errors.ts";
import { adviceOn } from "../helpers/advice.ts";

const CONTEXT: HttpErrorContext = {
  request: "GET https://site.test/rest/api/3/issue/A-1",
  host: "site.test",
  authenticated: true,
  now: Date.parse("2026-01-01T00:00:00Z"),
};
const JSON_TYPE = { "content-type": "application/json" };
const HTML_TYPE = { "content-type": "text/html;charset=UTF-8" };
const TOMCAT =
  "<html><body><h1>HTTP Status 401 – Unauthorized</h1>Basic Authentication Failure - Reason : AUTHENTICATED_FAILED";
const LOGIN_FORM = "<!doctype html><html><title>Sign in</title><form method=post action=https://idp.test>";

function answer(status: number, headers: Record<string, string> = {}, body = ""): FailedResponse {
  return { status, headers: new Headers(headers), body };
}

const CAUSES: readonly {
  readonly name: string;
  readonly answer: FailedResponse;
  readonly anonymous?: boolean;
  readonly code: ErrorCode;
  readonly message: string | RegExp;
}[] = [
  {
    name: "401 in JSON, from Cloud",
    answer: answer(
      401,
      JSON_TYPE,
      '{"message":"Client must be authenticated to access this resource.","status-code":401}',
    ),
    code: "authentication-failed",
    message: "Authentication failed (401)",
  },
  {
    name: "401 in plain text",
    answer: answer(
      401,
      { "content-type": "text/plain" },
      "Basic authentication with passwords is deprecated.",
    ),
    code: "authentication-failed",
    message: "Authentication failed (401)",
  },
  {
    name: "401 in HTML, from Tomcat",
    answer: answer(401, { ...HTML_TYPE, "x-seraph-loginreason": "AUTHENTICATED_FAILED" }, TOMCAT),
    code: "authentication-failed",
    message: "Authentication failed (401)",
  },
  {
    name: "401 in HTML with a form, from the product",
    answer: answer(401, { ...HTML_TYPE, "www-authenticate": 'OAuth realm="x"' }, LOGIN_FORM),
    code: "authentication-failed",
    message: "Authentication failed (401)",
  },
  {
    name: "401 in HTML with a form, from a product that knows the user",
    answer: answer(401, { ...HTML_TYPE, "x-ausername": "ada" }, LOGIN_FORM),
    code: "authentication-failed",
    message: "Authentication failed (401)",
  },
  {
    name: "401 in HTML with a form, from a product that says why",
    answer: answer(401, { ...HTML_TYPE, "x-seraph-loginreason": "OUT" }, LOGIN_FORM),
    code: "authentication-failed",
    message: "Authentication failed (401)",
  },
  {
    name: "500 without a credential",
    answer: answer(500, { "x-ausername": "anonymous" }),
    code: "server",
    message: /^The server failed/,
  },
  {
    name: "401 in HTML that tells nothing",
    answer: answer(401, HTML_TYPE, "<html>Unauthorized</html>"),
    code: "authentication-failed",
    message: "Authentication failed (401)",
  },
  {
    name: "401 with a login form of something in front",
    answer: answer(401, HTML_TYPE, LOGIN_FORM),
    code: "sso-page",
    message: '"site.test" responded with a login page instead of data (401)',
  },
  {
    name: "403 with a login form of something in front",
    answer: answer(403, HTML_TYPE, LOGIN_FORM),
    code: "sso-page",
    message: '"site.test" responded with a login page instead of data (403)',
  },
  {
    name: "403",
    answer: answer(403, JSON_TYPE, '{"errorMessages":["No permission"]}'),
    code: "permission",
    message: "You don't have permission (403)",
  },
  {
    name: "403 in HTML",
    answer: answer(403, HTML_TYPE, "<html>Forbidden</html>"),
    code: "permission",
    message: "You don't have permission (403)",
  },
  {
    name: "403 for forged requests",
    answer: answer(403, { "content-type": "text/plain" }, "XSRF check failed"),
    code: "permission",
    message: "You don't have permission (403)",
  },
  {
    name: "403 without a credential",
    answer: answer(403, { ...JSON_TYPE, "x-ausername": "anonymous" }),
    code: "anonymous",
    message: "The server did not accept the token, and treated the request as anonymous",
  },
  {
    name: "403 with a CAPTCHA",
    answer: answer(403, {
      ...HTML_TYPE,
      "x-authentication-denied-reason": "CAPTCHA_CHALLENGE; login-url=https://site.test/login.jsp",
      "x-seraph-loginreason": "AUTHENTICATION_DENIED",
    }),
    code: "captcha",
    message: "The site requires a CAPTCHA after too many failed logins (403)",
  },
  {
    name: "403 with a CAPTCHA, told by Seraph alone",
    answer: answer(403, { "x-seraph-loginreason": "AUTHENTICATION_DENIED" }),
    code: "captcha",
    message: "The site requires a CAPTCHA after too many failed logins (403)",
  },
  {
    name: "401 for a scope, by its header",
    answer: answer(401, { ...JSON_TYPE, "x-failure-category": "FAILURE_CLIENT_SCOPE_CHECK" }, "{}"),
    code: "missing-scope",
    message: "The token lacks a scope for this request (401)",
  },
  {
    name: "401 for a scope, by its words",
    answer: answer(401, JSON_TYPE, '{"code":401,"message":"Unauthorized; scope does not match"}'),
    code: "missing-scope",
    message: "The token lacks a scope for this request (401)",
  },
  {
    name: "404",
    answer: answer(404, JSON_TYPE),
    code: "not-found",
    message: `Not found (404): ${CONTEXT.request}`,
  },
  {
    name: "404 without a credential",
    answer: answer(404, { "x-seraph-loginreason": "AUTHENTICATED_FAILED" }),
    code: "anonymous",
    message: /treated the request as anonymous \(404\)$/,
  },
  {
    name: "404 to a caller without a credential",
    answer: answer(404, { "x-ausername": "anonymous" }),
    anonymous: true,
    code: "not-found",
    message: /^Not found/,
  },
  { name: "400", answer: answer(400), code: "bad-request", message: "The server refused the request (400)" },
  { name: "405", answer: answer(405), code: "bad-request", message: "The server refused the request (405)" },
  {
    name: "409",
    answer: answer(409),
    code: "conflict",
    message: /^Conflict with a newer change \(409\): GET/,
  },
  { name: "410", answer: answer(410), code: "not-found", message: /^No longer there \(410\): GET/ },
  { name: "413", answer: answer(413), code: "bad-request", message: /too large \(413\)$/ },
  { name: "422", answer: answer(422), code: "bad-request", message: "The server refused the request (422)" },
  { name: "429", answer: answer(429), code: "rate-limited", message: "Rate limited (429)" },
  {
    name: "429 without a credential",
    answer: answer(429, { "x-ausername": "anonymous" }),
    code: "rate-limited",
    message: "Rate limited (429)",
  },
  { name: "500", answer: answer(500), code: "server", message: /^The server failed \(500\): GET/ },
  { name: "503", answer: answer(503), code: "server", message: /^The server failed \(503\): GET/ },
  { name: "304", answer: answer(304), code: "bad-response", message: /\(304\): GET / },
];

for (const { name, answer, anonymous, code, message } of CAUSES) {
  Deno.test(`httpError() for ${name} is ${code}`, () => {
    const error = httpError(answer, { ...CONTEXT, authenticated: !anonymous });
    assert.ok(error instanceof HttpError);
    assert.equal(error.code, code);
    assert.equal(error.status, answer.status);
    assert.equal(error.request, CONTEXT.request);
    if (typeof message === "string") assert.equal(error.message, message);
    else assert.match(error.message, message);
    assert.ok(
      !/[<>]/.test(`${error.message}${adviceOn(error)}${error.details.join("")}`),
      "HTML is never quoted",
    );
  });
}

Deno.test("httpError() for 407 is the proxy's, and says whether it was given a user name and password", () => {
  const proxy = { url: "http://p.test:8080/" };
  for (
    const [login, problem] of [[{}, "requires authentication"], [
      { username: "ada" },
      "rejected its user",
    ]] as const
  ) {
    const error = httpError(answer(407), { ...CONTEXT, proxy: { ...proxy, ...login } });
    assert.ok(error instanceof NetworkError);
    assert.equal(error.code, "proxy");
    assert.ok(
      error.message.startsWith(`The proxy "p.test:8080" on the way to "${CONTEXT.host}" ${problem}`),
      error.message,
    );
  }
});

Deno.test("httpError() for 404 says that it may be a matter of permission, or of signing in", () => {
  const hint = (authenticated: boolean): string | undefined =>
    httpError(answer(404), { ...CONTEXT, authenticated }).hint;
  assert.match(hint(true) ?? "", /may not see it/);
  assert.match(hint(false) ?? "", /not signed in/);
});

Deno.test("httpError() for 401 tells a refused token from none", () => {
  const hint = (authenticated: boolean): string | undefined =>
    httpError(answer(401), { ...CONTEXT, authenticated }).hint;
  assert.match(hint(true) ?? "", /expired/);
  assert.match(hint(false) ?? "", /requires a token/);
});

for (
  const [status, headers, ms] of [
    [429, { "retry-after": "90" }, 90_000],
    [503, { "retry-after": "5" }, 5_000],
    [429, { "x-ratelimit-reset": "2026-01-01T00:02Z" }, 120_000],
    [429, {}, undefined],
    [404, { "retry-after": "0" }, undefined],
  ] as const
) {
  Deno.test(`httpError() for ${status} with ${JSON.stringify(headers)} may be tried again after ${ms}`, () => {
    const error = httpError(answer(status, headers), CONTEXT);
    assert.ok(error instanceof HttpError);
    assert.equal(error.retryAfterMs, ms);
  });
}

for (
  const [seconds, words] of [["45", "45 s"], ["600", "10 min"], ["3601", "1 h 1 s"], [
    "86400",
    "24 h",
  ]] as const
) {
  Deno.test(`httpError() for 429 says to come back after ${words}`, () => {
    const error = httpError(answer(429, { "retry-after": seconds }), CONTEXT);
    assert.ok(error instanceof AtlcliError && adviceOn(error).includes(words), adviceOn(error));
  });
}

/**
 * Builds responses, including each product's errors.
 *
 * @module
 */

/** A JSON response. */
export function json(body: object, init: ResponseInit = {}): Response {
  const headers = new Headers(init.headers);
  headers.set("Content-Type", "application/json;charset=UTF-8");
  return new Response(JSON.stringify(body), { ...init, headers });
}

/** A response without a body. */
export function noContent(): Response {
  return new Response(null, { status: 204 });
}

/** A web page. */
export function html(title: string, init: ResponseInit & { readonly text: string }): Response {
  const { text, ...rest } = init;
  const headers = new Headers(rest.headers);
  headers.set("Content-Type", "text/html;charset=UTF-8");
  const body = `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1>` +
    `<p>${text}</p></body></html>`;
  return new Response(body, { ...rest, headers });
}

/** The body of Jira's errors, on Cloud and Data Center: `ErrorCollection` in Atlassian's documents. */
interface JiraErrors {
  readonly errorMessages: readonly string[];
  readonly errors: Readonly<Record<string, string>>;
}

/** An error response of Jira. */
export function jiraError(status: number, messages: readonly string[], headers: HeadersInit = {}): Response {
  const body: JiraErrors = { errorMessages: messages, errors: {} };
  return json(body, { status, headers });
}

/** An error response of Jira for invalid fields. */
export function jiraFieldErrors(errors: Readonly<Record<string, string>>): Response {
  const body: JiraErrors = { errorMessages: [], errors };
  return json(body, { status: 400 });
}

/** Jira's response if signing in is required. */
export function notSignedIn(headers: HeadersInit = {}): Response {
  return jiraError(401, [
    "You are not authenticated. Authentication required to perform this operation.",
  ], headers);
}

/** Jira's other response, for an unknown token. */
export function jiraUnauthenticated(headers: HeadersInit = {}): Response {
  const body = { "message": "Client must be authenticated to access this resource.", "status-code": 401 };
  return json(body, { status: 401, headers });
}

/** The body of an error of Confluence Data Center, and of v1 on Cloud: `RestError` in Atlassian's documents. */
interface ConfluenceErrors {
  readonly statusCode: number;
  readonly data: {
    readonly authorized: boolean;
    readonly valid: boolean;
    readonly allowedInReadOnlyMode: boolean;
    readonly errors: readonly string[];
    readonly successful: boolean;
  };
  readonly message: string;
  readonly reason: string;
}

const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  415: "Unsupported Media Type",
};

/** An error response of Confluence Data Center, and of v1 on Cloud. */
export function confluenceError(status: number, message: string, headers: HeadersInit = {}): Response {
  const body: ConfluenceErrors = {
    statusCode: status,
    data: {
      authorized: status !== 401 && status !== 403,
      valid: true,
      allowedInReadOnlyMode: true,
      errors: [],
      successful: false,
    },
    message,
    reason: REASONS[status] ?? "Error",
  };
  return json(body, { status, headers });
}

/** The body of an error of Confluence Cloud's v2. */
interface ConfluenceV2Errors {
  readonly errors: readonly {
    readonly status: number;
    readonly code: string;
    readonly title: string;
    readonly detail: string | null;
  }[];
}

/** An error response of Confluence Cloud's v2. */
export function confluenceV2Error(
  status: number,
  detail: string | null,
  headers: HeadersInit = {},
): Response {
  const title = REASONS[status] ?? "Error";
  const code = title.toUpperCase().replaceAll(" ", "_");
  const body: ConfluenceV2Errors = { errors: [{ status, code, title, detail }] };
  return json(body, { status, headers });
}

/** An error response of the gateway. */
export function gatewayError(status: number, message: string, headers: HeadersInit = {}): Response {
  return json({ code: status, message }, { status, headers });
}

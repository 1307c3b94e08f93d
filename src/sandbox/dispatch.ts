/**
 * Dispatches a request to its product and route.
 *
 * @module
 */
import type { Face, Product } from "./accounts.ts";
import { confluenceError, confluenceV2Error, gatewayError, html, jiraError, json } from "./responses.ts";
import { CLOUD_CONFLUENCE_ROUTES } from "./cloud/confluence.ts";
import { CLOUD_JIRA_ROUTES } from "./cloud/jira.ts";
import { DATA_CENTER_CONFLUENCE_ROUTES } from "./data_center/confluence.ts";
import { DATA_CENTER_JIRA_ROUTES } from "./data_center/jira.ts";
import { type Call, loginHeaders } from "./call.ts";
import type { Caller, Gate, Place } from "./auth.ts";
import type { IssueSearch } from "./issue_search.ts";
import { DATA_CENTER_LIMITS, SSO_PATH, ssoPage } from "./rejections.ts";
import { type Match, matchRoute, type Route } from "./router.ts";
import { refusalOf } from "./error_response.ts";
import { downloadOf } from "./wiki/download.ts";
import type { World } from "./world.ts";

/** The state that all faces share. */
export interface Backend {
  readonly gate: Gate;
  readonly world: World;
  readonly search: IssueSearch;
  readonly now: () => number;
  /** The id of the Cloud tenant. */
  readonly cloudId: string;
  /** The URL of each face, including the context path, without a trailing slash. */
  readonly urls: Readonly<Record<Face | "media", string>>;
  /** Whether Cloud serves attachments itself. */
  readonly directDownloads: boolean;
}

/** The response of a face's own server. */
export function answerAtSite(backend: Backend, face: Face, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const baseUrl = backend.urls[face];
  const context = new URL(baseUrl).pathname.replace(/\/$/, "");
  if (url.pathname === SSO_PATH) return Promise.resolve(ssoPage());
  if (face === "cloud" && url.pathname === "/_edge/tenant_info") {
    return Promise.resolve(json({ cloudId: backend.cloudId }));
  }
  if (!url.pathname.startsWith(`${context}/`)) {
    return Promise.resolve(html("HTTP Status 404 - Not Found", { status: 404, text: "Nothing is here." }));
  }
  const path = url.pathname.slice(context.length);
  const place: Place = { face, product: productOf(face, path), gateway: false, baseUrl };
  return answerAt(backend, place, { request, path });
}

/** The response of Atlassian's gateway: `/ex/{jira|confluence}/{cloudId}/…`. */
export function answerAtGateway(backend: Backend, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const [, product, cloudId, path] = /^\/ex\/(jira|confluence)\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
  if (path === undefined || cloudId !== backend.cloudId) {
    return Promise.resolve(gatewayError(404, "Not Found"));
  }
  const place: Place = {
    face: "cloud",
    product: product === "jira" ? "jira" : "confluence",
    gateway: true,
    baseUrl: backend.urls.cloud,
  };
  return answerAt(backend, place, { request, path });
}

/**
 * The response of Cloud's media host for attachments, whose URLs are valid without a credential. Like real ones, it
 * rejects a request with a credential.
 */
export function answerAtMedia({ world }: Backend, request: Request): Response {
  const url = new URL(request.url);
  const [, id] = /^\/file\/(\d+)\/binary$/.exec(url.pathname) ?? [];
  const newest = world.attachments.get(Number(id));
  const versions = newest === undefined ? [] : [newest, ...world.oldAttachments.get(newest.id) ?? []];
  const wanted = url.searchParams.get("version");
  const attachment = versions.find(({ version }) => String(version) === wanted);
  if (request.headers.has("Authorization") || request.headers.has("Cookie")) {
    return html("Bad Request", { status: 400, text: "Only one way to sign in is allowed." });
  }
  if (url.searchParams.get("signature") !== "valid") {
    return html("Forbidden", { status: 403, text: "The signature is missing." });
  }
  return attachment === undefined
    ? html("Not Found", { status: 404, text: "There is no such file." })
    : downloadOf(attachment);
}

function productOf(face: Face, path: string): Product {
  if (face === "jira") return "jira";
  return face === "confluence" || path === "/wiki" || path.startsWith("/wiki/") ? "confluence" : "jira";
}

interface Target {
  readonly request: Request;
  /** The path below the base. */
  readonly path: string;
}

async function answerAt(backend: Backend, place: Place, target: Target): Promise<Response> {
  const { request, path } = target;
  const match = matchRoute(routesOf(place), { method: request.method, path });
  const isOpen = match.kind === "route" && match.route.open === true && place.face === "cloud" &&
    !place.gateway;
  const admission = isOpen ? ANYBODY : backend.gate.admit(request, place);
  if (admission.kind === "answered") return admission.answer;
  const answer = match.kind === "route"
    ? await run(backend, place, { target, match, caller: admission.caller })
    : nothingHere(place, target, match);
  return place.face === "cloud" ? answer : withDataCenterHeaders(answer, admission.caller);
}

const ANYBODY = { kind: "in", caller: { kind: "anonymous", refused: false } } as const;

function routesOf(place: Place): readonly Route[] {
  switch (place.face) {
    case "cloud":
      return place.product === "jira" ? CLOUD_JIRA_ROUTES : CLOUD_CONFLUENCE_ROUTES;
    case "jira":
      return DATA_CENTER_JIRA_ROUTES;
    case "confluence":
      return DATA_CENTER_CONFLUENCE_ROUTES;
  }
}

async function run(
  backend: Backend,
  place: Place,
  found: {
    readonly target: Target;
    readonly match: Extract<Match, { kind: "route" }>;
    readonly caller: Caller;
  },
): Promise<Response> {
  const { request } = found.target;
  const { route, version, params } = found.match;
  const { world, search, now } = backend;
  const query = new URL(request.url).searchParams;
  const call: Call = {
    request,
    query,
    version,
    params,
    caller: found.caller,
    place,
    world,
    search,
    now: now(),
    mediaUrl: backend.directDownloads ? undefined : backend.urls.media,
  };
  try {
    return await route.answer(call);
  } catch (error) {
    return withHeaders(
      refusalOf(error, { product: place.product, path: found.target.path }),
      loginHeaders(call),
    );
  }
}

function nothingHere(place: Place, target: Target, match: Exclude<Match, { kind: "route" }>): Response {
  const isThere = match.kind === "other-method";
  const status = isThere ? 405 : 404;
  const headers: Record<string, string> = isThere ? { Allow: match.methods.join(", ") } : {};
  const message = isThere ? `${target.request.method} is not allowed here.` : `Nothing is at ${target.path}.`;
  if (place.product === "jira") return jiraError(status, [message], headers);
  return target.path.startsWith("/wiki/api/v2/")
    ? confluenceV2Error(status, message, headers)
    : confluenceError(status, message, headers);
}

function withDataCenterHeaders(answer: Response, caller: Caller): Response {
  const name = caller.kind === "user" ? caller.user.username : "anonymous";
  return withHeaders(answer, { ...DATA_CENTER_LIMITS, "X-AUSERNAME": name });
}

function withHeaders(answer: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [header, value] of Object.entries(headers)) answer.headers.set(header, value);
  return answer;
}

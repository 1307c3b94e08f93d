/**
 * Follows pagination of every kind. The response determines the kind:
 *
 * | in the response | the next page |
 * |---|---|
 * | `_links.next` (Confluence), `nextPage` (Jira on Cloud), a header `Link` with `rel="next"` | the target of the link |
 * | `nextPageToken` (Jira on Cloud) | the same request with that token |
 * | `startAt`, with `total`, `isLast` or `maxResults` (Jira) | the same request with a later `startAt` |
 * | `start` and `limit`, and no links (Confluence on Data Center) | the same request with a later `start` |
 *
 * A response with none of these is a complete list. A plain array (`/user/search`) may still be a part, but does not
 * show it.
 *
 * @module
 */
import { isRecord } from "../core/records.ts";
import type { Client } from "./client.ts";
import { type ApiRequest, requestLine } from "./request.ts";
import { badResponse } from "./body.ts";
import { circleGuard } from "./page_loops.ts";
import { withQuery } from "./origin.ts";

/** One page of a list. */
export interface AnyPage {
  /** The items in the server's order. A response that is not a list is a single item. */
  readonly items: readonly unknown[];
  /** Total number of items, if the server reports it. */
  readonly total: number | undefined;
}

/**
 * Requests a list page by page, each one on demand. It yields at least one page.
 *
 * A position is added to the query, or to the JSON body of any method except GET.
 *
 * @example
 * ```ts
 * import { connect, paginate } from "@atlcli/atlcli";
 *
 * const { client } = await connect();
 * for await (const { items } of paginate(client, { path: "/rest/api/3/project/search" })) {
 *   console.log(items.length);
 * }
 * ```
 *
 * @throws {HttpError} `bad-response` for a pagination loop.
 * @throws {AtlcliError} `redirect-refused` if a link leads out of the site.
 */
export async function* paginate(client: Client, request: ApiRequest): AsyncGenerator<AnyPage, void, void> {
  const first = startOf(client, request);
  const guard = circleGuard<string>((what) => refuseCircle(first, what));
  for (let step: Step | undefined = first; step !== undefined;) {
    const { value, headers } = await client.response(step.request);
    const seen: Seen = { client, step, headers, response: membersOf(value), items: itemsOf(value) };
    refuseOther(seen);
    yield { items: seen.items, total: numberOf(seen.response["total"] ?? seen.response["totalSize"]) };
    step = KINDS.map((next) => next(seen)).find((next) => next !== undefined);
    if (step !== undefined) guard(cursorOf(step), seen.items.length);
  }
}

type Members = Readonly<Record<string, unknown>>;

/** The next request. */
interface Step {
  readonly request: ApiRequest & { readonly path: URL };
  /** The requested position, by parameter name. */
  readonly position: Members;
}

/** A response and the request for it. */
interface Seen {
  readonly client: Client;
  readonly step: Step;
  readonly headers: Headers;
  readonly response: Members;
  readonly items: readonly unknown[];
}

/** The kinds of pagination in order of preference: a link from the server first. */
const KINDS: readonly ((seen: Seen) => Step | undefined)[] = [byLink, byToken, byStartAt, byStart];

function startOf(client: Client, request: ApiRequest): Step {
  const path = typeof request.path === "string"
    ? client.url(request.product, request.path, request.query)
    : withQuery(request.path, request.query);
  return { request: { ...request, path, query: undefined }, position: {} };
}

function byLink(seen: Seen): Step | undefined {
  const { client, step, response } = seen;
  const link = membersOf(response["_links"])["next"] ?? response["nextPage"] ?? linkHeader(seen);
  if (typeof link !== "string" || link === "") return undefined;
  const path = client.resolveNext(link, { from: step.request.path, product: step.request.product });
  return {
    request: { ...step.request, path, method: "GET", json: undefined, body: undefined },
    position: {},
  };
}

/** Maximum length of a `Link` header, in characters. Servers usually limit request lines to 8 KB. */
const MAX_LINK_HEADER = 8_192;

/** Parses RFC 8288: `<…>; rel="next", <…>; rel="base"`. */
function linkHeader({ step, headers }: Seen): string | undefined {
  const link = headers.get("link") ?? "";
  if (link.length > MAX_LINK_HEADER) {
    refuse(step, `The "Link" header has ${link.length} characters, more than ${MAX_LINK_HEADER}`);
  }
  return /<([^<>]*)>\s*;[^,<]*\brel="?next\b/i.exec(link)?.[1];
}

function byToken(seen: Seen): Step | undefined {
  const { nextPageToken, isLast } = seen.response;
  if (isLast === true || typeof nextPageToken !== "string" || nextPageToken === "") return undefined;
  return at(seen, { nextPageToken });
}

function byStartAt(seen: Seen): Step | undefined {
  const { response, items } = seen;
  const startAt = numberOf(response["startAt"]);
  if (startAt === undefined || items.length === 0 || response["isLast"] === true) return undefined;
  const [next, total] = [startAt + items.length, numberOf(response["total"])];
  const isFull = items.length >= (numberOf(response["maxResults"]) ?? Infinity);
  const more = total === undefined ? response["isLast"] === false || isFull : next < total;
  return more ? at(seen, { startAt: next }) : undefined;
}

function byStart(seen: Seen): Step | undefined {
  const { response, items } = seen;
  const [start, limit] = [numberOf(response["start"]), numberOf(response["limit"])];
  // A response with links has a link to the next page, unless it is the last.
  if (start === undefined || limit === undefined || response["_links"] !== undefined) return undefined;
  if (items.length === 0 || items.length < limit || response["isLastPage"] === true) return undefined;
  return at(seen, { start: start + items.length });
}

/** The same request at another position. */
function at({ step }: Seen, position: Members): Step {
  const { request } = step;
  if ((request.method ?? "GET").toUpperCase() !== "GET") {
    return { request: { ...request, json: { ...membersOf(request.json), ...position } }, position };
  }
  const path = new URL(request.path);
  for (const [name, value] of Object.entries(position)) path.searchParams.set(name, String(value));
  return { request: { ...request, path }, position };
}

function cursorOf({ request, position }: Step): string {
  return `${request.path.href} ${JSON.stringify(position)}`;
}

/** A server that returns a page other than the requested one would do so endlessly. */
function refuseOther({ step, response }: Seen): void {
  for (const name of ["startAt", "start"]) {
    const [asked, came] = [step.position[name], response[name]];
    if (asked !== undefined && came !== undefined && asked !== came) refuseCircle(step);
  }
}

function refuseCircle(step: Step, what = "repeat"): never {
  refuse(step, `The pages ${what}`);
}

function refuse({ request }: Step, why: string): never {
  const line = requestLine((request.method ?? "GET").toUpperCase(), request.path);
  throw badResponse(why, { status: 200, request: line });
}

/** Names of lists, which win over other arrays in the response. */
const LISTS: readonly string[] = ["values", "results", "issues"];
/** Members of a page that describe the page. */
const PAGE_MEMBERS: readonly string[] = [
  "startAt",
  "maxResults",
  "isLast",
  "nextPageToken",
  "start",
  "limit",
];

/** The list in a response: the response itself, a member with a known name, or the only array of a page. */
function itemsOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  const members = membersOf(value);
  const known = LISTS.map((name) => members[name]).find((member) => Array.isArray(member));
  const arrays = Object.values(members).filter((member) => Array.isArray(member));
  const isPage = PAGE_MEMBERS.some((name) => members[name] !== undefined);
  const list = known ?? (isPage && arrays.length === 1 ? arrays[0] : undefined);
  return Array.isArray(list) ? list : [value];
}

function membersOf(value: unknown): Members {
  return isRecord(value) ? value : {};
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/**
 * Follows pages of any kind. What kind they are is told by what came back:
 *
 * | the answer has | the next page is |
 * |---|---|
 * | `_links.next` (Confluence), `nextPage` (Jira on Cloud), a header `Link` with `rel="next"` | where the link leads |
 * | `nextPageToken` (Jira on Cloud) | the same request with that token |
 * | `startAt`, with `total`, `isLast` or `maxResults` (Jira) | the same request with a later `startAt` |
 * | `start` and `limit`, and no links (Confluence on Data Center) | the same request with a later `start` |
 *
 * What has none of them is all there is: that a plain array is only a part (`/user/search`), nothing in it says.
 *
 * @module
 */
import type { Client } from "./client.ts";
import { type ApiRequest, requestLine } from "./request.ts";
import { badAnswer } from "./body.ts";
import { circleGuard } from "./page_loops.ts";
import { withQuery } from "./origin.ts";

/** A part of a list. */
export interface AnyPage {
  /** In the server's order. An answer that is no list is one item. */
  readonly items: readonly unknown[];
  /** How many there are in all, where the server says so. */
  readonly total: number | undefined;
}

/**
 * Asks for a list, page by page, and for no page before the one before was taken. At least one comes.
 *
 * A position goes into the query, or into the JSON of a request that is sent by another method than GET.
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
 * @throws {HttpError} `bad-response` when the server goes in circles.
 * @throws {AtlcliError} `redirect-refused` when a link leads out of the site.
 */
export async function* paginate(client: Client, request: ApiRequest): AsyncGenerator<AnyPage, void, void> {
  const first = startOf(client, request);
  const guard = circleGuard<string>((what) => refuseCircle(first, what));
  for (let step: Step | undefined = first; step !== undefined;) {
    const { value, headers } = await client.answer(step.request);
    const seen: Seen = { client, step, headers, answer: membersOf(value), items: itemsOf(value) };
    refuseOther(seen);
    yield { items: seen.items, total: numberOf(seen.answer["total"] ?? seen.answer["totalSize"]) };
    step = KINDS.map((next) => next(seen)).find((next) => next !== undefined);
    if (step !== undefined) guard(cursorOf(step), seen.items.length);
  }
}

type Members = Readonly<Record<string, unknown>>;

/** What is asked for next. */
interface Step {
  readonly request: ApiRequest & { readonly path: URL };
  /** The position that is asked for, by its name. */
  readonly position: Members;
}

/** What came back. */
interface Seen {
  readonly client: Client;
  readonly step: Step;
  readonly headers: Headers;
  readonly answer: Members;
  readonly items: readonly unknown[];
}

/** The ways to a next page, in the order to look: a link of the server's own says most. */
const KINDS: readonly ((seen: Seen) => Step | undefined)[] = [byLink, byToken, byStartAt, byStart];

function startOf(client: Client, request: ApiRequest): Step {
  const path = typeof request.path === "string"
    ? client.url(request.product, request.path, request.query)
    : withQuery(request.path, request.query);
  return { request: { ...request, path, query: undefined }, position: {} };
}

function byLink(seen: Seen): Step | undefined {
  const { client, step, answer } = seen;
  const link = membersOf(answer["_links"])["next"] ?? answer["nextPage"] ?? linkHeader(seen);
  if (typeof link !== "string" || link === "") return undefined;
  const path = client.resolveNext(link, { from: step.request.path, product: step.request.product });
  return {
    request: { ...step.request, path, method: "GET", json: undefined, body: undefined },
    position: {},
  };
}

/** Maximum length of a `Link` header, in characters. Servers accept no longer request lines: 8 KB are usual. */
const MAX_LINK_HEADER = 8_192;

/** RFC 8288: `<…>; rel="next", <…>; rel="base"` */
function linkHeader({ step, headers }: Seen): string | undefined {
  const link = headers.get("link") ?? "";
  if (link.length > MAX_LINK_HEADER) {
    refuse(step, `The "Link" header has ${link.length} characters, more than ${MAX_LINK_HEADER}`);
  }
  return /<([^<>]*)>\s*;[^,<]*\brel="?next\b/i.exec(link)?.[1];
}

function byToken(seen: Seen): Step | undefined {
  const { nextPageToken, isLast } = seen.answer;
  if (isLast === true || typeof nextPageToken !== "string" || nextPageToken === "") return undefined;
  return at(seen, { nextPageToken });
}

function byStartAt(seen: Seen): Step | undefined {
  const { answer, items } = seen;
  const startAt = numberOf(answer["startAt"]);
  if (startAt === undefined || items.length === 0 || answer["isLast"] === true) return undefined;
  const [next, total] = [startAt + items.length, numberOf(answer["total"])];
  const isFull = items.length >= (numberOf(answer["maxResults"]) ?? Infinity);
  const more = total === undefined ? answer["isLast"] === false || isFull : next < total;
  return more ? at(seen, { startAt: next }) : undefined;
}

function byStart(seen: Seen): Step | undefined {
  const { answer, items } = seen;
  const [start, limit] = [numberOf(answer["start"]), numberOf(answer["limit"])];
  // Where there are links, there is one to the next page, or none.
  if (start === undefined || limit === undefined || answer["_links"] !== undefined) return undefined;
  if (items.length === 0 || items.length < limit || answer["isLastPage"] === true) return undefined;
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

/** A server that sends another page than the one that was asked for would do so for ever. */
function refuseOther({ step, answer }: Seen): void {
  for (const name of ["startAt", "start"]) {
    const [asked, came] = [step.position[name], answer[name]];
    if (asked !== undefined && came !== undefined && asked !== came) refuseCircle(step);
  }
}

function refuseCircle(step: Step, what = "go in circles"): never {
  refuse(step, `The pages ${what}`);
}

function refuse({ request }: Step, why: string): never {
  const line = requestLine((request.method ?? "GET").toUpperCase(), request.path);
  throw badAnswer(why, { status: 200, request: line });
}

/** Names that lists go by, also where there are other arrays beside them. */
const LISTS: readonly string[] = ["values", "results", "issues"];
/** What a page says of itself. */
const PAGE_MEMBERS: readonly string[] = [
  "startAt",
  "maxResults",
  "isLast",
  "nextPageToken",
  "start",
  "limit",
];

/** The list in an answer: the answer itself, a member that lists go by, or the only array of a page. */
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
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

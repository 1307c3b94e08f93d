/**
 * Pagination in Confluence Cloud's second API: an opaque cursor, in the body and in a header.
 *
 * @module
 */
import { json } from "../responses.ts";
import { type Call, loginHeaders } from "../call.ts";
import { InputError, integerOf } from "../input.ts";
import { decodePageToken, encodePageToken } from "./page_token.ts";

const MOST = 250;

/**
 * A part of a list, with the way to the next one.
 *
 * @param list `usual`: how many items there are where no number is named.
 * @throws {InputError} 400 when the limit is out of bounds, or the cursor does not belong to this list.
 */
export function cursorPage<T>(
  call: Call,
  all: readonly T[],
  list: { readonly usual?: number; readonly show: (item: T) => object },
): Response {
  const limit = integerOf(call.query, "limit") ?? list.usual ?? 25;
  if (limit < 1 || limit > MOST) {
    throw new InputError(400, `The limit has to be between 1 and ${MOST}, and is ${limit}`);
  }
  const start = cursorStart(call);
  const next = start + limit < all.length ? nextLink(call, start + limit) : undefined;
  const base = `${call.place.baseUrl}/wiki`;
  const links = { ...(next === undefined ? {} : { next }), base };
  const results = all.slice(start, start + limit).map(list.show);
  return json({ results, _links: links }, {
    headers: {
      ...loginHeaders(call),
      Link: `${next === undefined ? "" : `<${next}>; rel="next", `}<${base}>; rel="base"`,
    },
  });
}

/**
 * The start position of a cursor.
 *
 * @throws {InputError} 400 if it belongs to another list.
 */
export function cursorStart(call: Call): number {
  const cursor = call.query.get("cursor");
  if (cursor === null) return 0;
  const position = decodePageToken(cursor, fingerprintOf(call));
  if (position === undefined) throw new InputError(400, "The cursor is invalid or expired");
  return position.offset;
}

/** The path of the same list from another position, below the site. */
export function nextLink(call: Call, offset: number): string {
  const url = new URL(call.request.url);
  url.searchParams.set("cursor", encodePageToken({ offset, now: call.now }, fingerprintOf(call)));
  return `${url.pathname.replace(/^\/ex\/confluence\/[^/]+/, "")}${url.search}`;
}

/** Identifies a list: its path and query, without cursor and limit. */
function fingerprintOf(call: Call): string {
  const url = new URL(call.request.url);
  for (const name of ["cursor", "limit", "start", "next", "prev"]) url.searchParams.delete(name);
  url.searchParams.sort();
  return `${url.pathname}${url.search}`;
}

/**
 * Which requests change nothing.
 *
 * Pure.
 *
 * @module
 */

/** Searches and look-ups that are sent by POST because their question is too long for an address. */
const SEARCHES: readonly RegExp[] = [
  /^\/rest\/api\/(?:2|3|latest)\/search(?:\/jql|\/approximate-count)?$/,
  /^\/rest\/api\/(?:2|3|latest)\/jql\/(?:parse|match)$/,
  /^\/rest\/api\/(?:2|3|latest)\/issue\/bulkfetch$/,
  /^\/wiki\/api\/v2\/users-bulk$/,
  /^\/wiki\/api\/v2\/content\/convert-ids-to-types$/,
];

/**
 * Whether a request only reads: GET, HEAD, and the searches that are sent by POST, which are listed one by one.
 *
 * @param method Upper case.
 * @param path Below the site, without its context path and the gateway's: `/rest/api/3/search/jql`.
 */
export function isReading(method: string, path: string): boolean {
  if (method === "GET" || method === "HEAD") return true;
  return method === "POST" && SEARCHES.some((search) => search.test(path));
}

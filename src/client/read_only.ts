/**
 * Decides which requests only read.
 *
 * Pure.
 *
 * @module
 */

/** Searches and look-ups with POST, used for queries that are too long for a URL. */
const SEARCHES: readonly RegExp[] = [
  /^\/rest\/api\/(?:2|3|latest)\/search(?:\/jql|\/approximate-count)?$/,
  /^\/rest\/api\/(?:2|3|latest)\/jql\/(?:parse|match)$/,
  /^\/rest\/api\/(?:2|3|latest)\/issue\/bulkfetch$/,
  /^\/wiki\/api\/v2\/users-bulk$/,
  /^\/wiki\/api\/v2\/content\/convert-ids-to-types$/,
];

/**
 * Whether a request only reads: GET, HEAD, and the listed searches with POST.
 *
 * @param method In upper case.
 * @param path The path below the site, without context path and gateway prefix: `/rest/api/3/search/jql`.
 */
export function isReadOnlyRequest(method: string, path: string): boolean {
  if (method === "GET" || method === "HEAD") return true;
  return method === "POST" && SEARCHES.some((search) => search.test(path));
}

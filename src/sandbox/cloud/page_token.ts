/**
 * Tokens for the pages of a search: opaque to clients, and only good for the query that they were made for.
 *
 * @module
 */

/** Where a search goes on. */
interface PagePosition {
  /** How many issues came before. */
  readonly offset: number;
  /** The moment of the first page, which relative dates count from on every page. */
  readonly now: number;
}

/** A token for a position in the results of a query. */
export function encodePageToken(position: PagePosition, jql: string): string {
  return btoa(`${position.offset}:${position.now}:${fingerprint(jql)}`).replaceAll("=", "");
}

/** The position that a token stands for; `undefined` if the token is invalid, or belongs to another query. */
export function decodePageToken(token: string, jql: string): PagePosition | undefined {
  const [, offset, now, mark] = /^(\d{1,9}):(\d{1,15}):([0-9a-f]+)$/.exec(decode(token)) ?? [];
  if (mark !== fingerprint(jql)) return undefined;
  return { offset: Number(offset), now: Number(now) };
}

function decode(token: string): string {
  try {
    return atob(token);
  } catch {
    return "";
  }
}

/** FNV-1a: tells one query from another, and hides nothing. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16);
}

/**
 * Page tokens of a search: opaque to clients, and valid only for their query.
 *
 * @module
 */

/** The position of a page. */
interface PagePosition {
  /** Number of issues before the page. */
  readonly offset: number;
  /** The time of the first page, to which relative dates refer on every page. */
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

/** FNV-1a: distinguishes queries, without secrecy. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16);
}

/**
 * Which address `atlcli api` asks.
 *
 * Pure.
 *
 * @module
 */
import { type Deployment, type Product, type Site, UsageError } from "../../../../mod.ts";
import { isInsideSite } from "../../../client/mod.ts";

/** What was asked for. */
export interface ApiTarget {
  readonly product: Product | undefined;
  /** Below the product's base: `/rest/api/3/myself`. */
  readonly path: string;
}

/**
 * The path that was typed, below its site: as it is, or cut out of a whole address.
 *
 * @throws {UsageError} when an address is not inside the site.
 */
export function pathInSite(text: string, site: Site): string {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(text)) return text.startsWith("/") ? text : `/${text}`;
  const url = URL.parse(text);
  if (url !== null && isInsideSite(site, url)) {
    return `${url.pathname.slice(site.contextPath.length)}${url.search}`;
  }
  const shown = url === null || url.host === ""
    ? text.slice(0, 40)
    : `${url.protocol}//${url.host}${url.pathname}`;
  throw new UsageError(`"${shown}" is not on the site of this profile, ${site.url}`, {
    hint: /^[a-z]:/i.test(text)
      ? "Leave out the slash at the beginning: the shell made a path of Windows of it"
      : "Its token goes nowhere else. Use --profile with a profile of that site: see `atlcli auth list`",
  });
}

/** Paths of Confluence on Cloud. Jira's have a version after `/rest/api`. */
const OF_CONFLUENCE = /^\/(?:wiki(?:\/|$)|api\/v2\/|rest\/api\/(?!\d|latest\b))/;

/**
 * The product that a path belongs to, and the path below that product's base: on Cloud, with or without the `/wiki`
 * before Confluence's.
 */
export function targetOf(
  path: string,
  { deployment, product }: { readonly deployment: Deployment; readonly product: Product | undefined },
): ApiTarget {
  if (deployment === "data-center") return { product, path };
  const of = product ?? (OF_CONFLUENCE.test(path) ? "confluence" : "jira");
  return { product: of, path: of === "confluence" ? path.replace(/^\/wiki(?=\/)/, "") : path };
}

/**
 * The URL that `atlcli api` requests.
 *
 * Pure.
 *
 * @module
 */
import { type Deployment, type Product, type Site, UsageError } from "../../../../mod.ts";
import { isInsideSite } from "../../../client/mod.ts";

/** The requested endpoint. */
interface ApiTarget {
  readonly product: Product | undefined;
  /** Path below the product's base URL, such as `/rest/api/3/myself`. */
  readonly path: string;
}

/**
 * The typed path, relative to the site: unchanged, or extracted from a full URL.
 *
 * @throws {UsageError} if a URL is outside the site.
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
      ? "Omit the leading slash: the shell converted the path to a Windows path"
      : "The token is sent only to its own site. Use --profile with a profile of that site: see `atlcli auth list`",
  });
}

/** Confluence paths on Cloud. Jira paths have a version after `/rest/api`. */
const OF_CONFLUENCE = /^\/(?:wiki(?:\/|$)|api\/v2\/|rest\/api\/(?!\d|latest\b))/;

/**
 * The product of a path, and the path below the product's base URL. On Cloud, Confluence paths may start with
 * `/wiki`.
 */
export function targetOf(
  path: string,
  { deployment, product }: { readonly deployment: Deployment; readonly product: Product | undefined },
): ApiTarget {
  if (deployment === "data-center") return { product, path };
  const of = product ?? (OF_CONFLUENCE.test(path) ? "confluence" : "jira");
  return { product: of, path: of === "confluence" ? path.replace(/^\/wiki(?=\/)/, "") : path };
}

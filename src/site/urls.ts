/**
 * Which URLs belong to a site.
 *
 * Pure.
 *
 * @module
 */
import { gatewayUrl } from "./gateway.ts";
import { type Deployment, PATH_TRAVERSAL, type Product, type Site } from "./site.ts";

/**
 * Whether a URL is inside a site: same scheme, host and port, and below its context path.
 *
 * Encoded path traversal does not escape: `URL` resolves dots, and with a context path, a path that contains an encoded
 * dot, slash or backslash, or `..;`, counts as outside.
 *
 * @example
 * ```ts
 * import { isInsideSite } from "@atlcli/atlcli/client";
 * import { siteOf } from "@atlcli/atlcli";
 *
 * const site = siteOf("https://jira.company.com/jira");
 * console.assert(isInsideSite(site, new URL("https://jira.company.com/jira/browse/X-1")));
 * console.assert(!isInsideSite(site, new URL("https://jira.company.com/wiki")));
 * ```
 */
export function isInsideSite(site: Site, url: URL): boolean {
  // Not `url.origin`: for a `blob:` URL it is the origin of the inner URL.
  const origin = `${url.protocol}//${url.host}`;
  if (origin !== site.origin || url.username !== "" || url.password !== "") return false;
  if (site.contextPath === "") return true;
  if (PATH_TRAVERSAL.test(url.pathname)) return false;
  return url.pathname === site.contextPath || url.pathname.startsWith(`${site.contextPath}/`);
}

/**
 * The base URL of a product's REST paths.
 *
 * Confluence is under `/wiki` on Cloud and at the base on Data Center, where each product has its own base. With a
 * `cloudId` it is the URL at Atlassian's gateway, where scoped tokens work.
 *
 * @see https://developer.atlassian.com/cloud/confluence/rest/v2/intro/
 */
export function productUrl(
  site: Site,
  options: {
    readonly product: Product;
    readonly deployment: Deployment;
    readonly cloudId?: string | undefined;
  },
): string {
  const base = options.cloudId === undefined ? site.url : gatewayUrl(options.cloudId, options.product);
  return options.deployment === "cloud" && options.product === "confluence" ? `${base}/wiki` : base;
}

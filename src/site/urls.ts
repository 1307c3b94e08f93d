/**
 * Which addresses belong to a site.
 *
 * Pure.
 *
 * @module
 */
import { gatewayUrl } from "./gateway.ts";
import { type Deployment, HIDDEN_STEP, type Product, type Site } from "./site.ts";

/**
 * Whether a request to this address stays inside a site: same scheme, host and port, and below its context path.
 *
 * Encoded slashes and dots do not help to get out: `URL` resolves dots, and an address with an encoded dot, slash or
 * backslash in its path, or with `..;`, is outside where there is a context path to get out of.
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
  // Not `url.origin`: that of a `blob:` address is the one inside it.
  const origin = `${url.protocol}//${url.host}`;
  if (origin !== site.origin || url.username !== "" || url.password !== "") return false;
  if (site.contextPath === "") return true;
  if (HIDDEN_STEP.test(url.pathname)) return false;
  return url.pathname === site.contextPath || url.pathname.startsWith(`${site.contextPath}/`);
}

/**
 * The address below which a product's REST paths begin.
 *
 * Confluence lives under `/wiki` on Cloud and at the base on Data Center, where a base is one product. With a `cloudId`
 * it is Atlassian's gateway, where scoped tokens work.
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

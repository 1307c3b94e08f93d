/**
 * Atlassian's gateway, which fronts every Cloud tenant and accepts tokens with scopes.
 *
 * Pure.
 *
 * @module
 */
import type { Product } from "./site.ts";

const GATEWAY = "https://api.atlassian.com";
const GATEWAY_PATTERN = /^https:\/\/api\.atlassian\.com\/ex\/(jira|confluence)\/([0-9A-Za-z-]{1,64})\/?$/;

/**
 * The gateway's address for a tenant: `https://api.atlassian.com/ex/jira/CLOUDID`.
 */
export function gatewayUrl(cloudId: string, product: Product): string {
  return `${GATEWAY}/ex/${product}/${cloudId}`;
}

/** The tenant and product of a gateway URL; `undefined` if it is not a URL of the gateway. */
export function parseGatewayUrl(
  url: string,
): { readonly product: Product; readonly cloudId: string } | undefined {
  const match = GATEWAY_PATTERN.exec(url);
  const [, product, cloudId] = match ?? [];
  if (product === undefined || cloudId === undefined) return undefined;
  return { product: product === "jira" ? "jira" : "confluence", cloudId };
}

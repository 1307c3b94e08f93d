/**
 * Public hostnames that resolve to private addresses (SSRF).
 *
 * @module
 */
import { isPrivateHost } from "../site/private_host.ts";
import { HttpError } from "../core/errors.ts";
import type { ProxyServer } from "../core/proxy_server.ts";
import { urlOf } from "../core/url.ts";
import { type Outgoing, requestLine } from "./request.ts";
import type { Origin } from "./origin.ts";

/** How hostnames resolve. */
export interface Names {
  /** Resolves a hostname to its addresses. */
  readonly lookup: ((hostname: string) => Promise<readonly string[]>) | undefined;
  /** The proxy used for a URL. */
  readonly proxyFor: ((url: URL) => ProxyServer | undefined) | undefined;
  readonly origin: Origin;
}

/**
 * Refuses to redirect a download to a public name that resolves to a private address, unless the site itself is
 * private.
 *
 * Behind a proxy nothing is checked here, because the proxy resolves names. A name can resolve differently by the time
 * of the request; https protects against that, because a private host has no valid certificate for the name.
 *
 * @throws {HttpError} `redirect-refused`
 */
export async function refuseHiddenHost(
  { method, url }: Pick<Outgoing, "method" | "url">,
  names: Names,
): Promise<void> {
  const { lookup, proxyFor, origin } = names;
  if (lookup === undefined || proxyFor?.(url) !== undefined) return;
  const leadsInside = async (hostname: string): Promise<boolean> =>
    isPrivateHost(hostname) || (await lookup(hostname)).some(isPrivateAddress);
  if (!await leadsInside(url.hostname)) return;
  if (await leadsInside(new URL(origin.site.url).hostname)) return;
  throw new HttpError(
    "redirect-refused",
    `Refused to download from "${url.host}": it resolves to a private address`,
    {
      status: 302,
      request: requestLine(method, url),
      hint: "Check the site's address; if it is right, ask the site's administrator",
    },
  );
}

/** In a URL, IPv6 is compressed and in brackets. */
function isPrivateAddress(address: string): boolean {
  const url = urlOf(
    address.includes(":") ? `http://[${address.split("%", 1)[0] ?? ""}]` : `http://${address}`,
  );
  return url === null || isPrivateHost(url.hostname);
}

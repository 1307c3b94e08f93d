/**
 * Public names that lead to private addresses.
 *
 * @module
 */
import { isPrivateHost } from "../site/private_host.ts";
import { HttpError } from "../core/errors.ts";
import type { ProxyServer } from "../core/proxy_server.ts";
import { urlOf } from "../core/url.ts";
import { type Outgoing, requestLine } from "./request.ts";
import type { Origin } from "./origin.ts";

/** What is known of names. */
export interface Names {
  /** The addresses of a name. */
  readonly lookup: ((hostname: string) => Promise<readonly string[]>) | undefined;
  /** The proxy used for a URL. */
  readonly proxyFor: ((url: URL) => ProxyServer | undefined) | undefined;
  readonly origin: Origin;
}

/**
 * Refuses a download that was sent on to a name that leads inside, unless the site itself is inside.
 *
 * Behind a proxy it is the proxy that looks names up, so nothing is asked here. A name can lead elsewhere by the time
 * of the request: what stands against that is https, which an address inside has no certificate for.
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
    `Refused to download from "${url.host}": it leads to a private address`,
    {
      status: 302,
      request: requestLine(method, url),
      hint: "Check the site's address; if it is right, ask the site's administrator",
    },
  );
}

/** As a URL has it, IPv6 is compressed, and in brackets. */
function isPrivateAddress(address: string): boolean {
  const url = urlOf(
    address.includes(":") ? `http://[${address.split("%", 1)[0] ?? ""}]` : `http://${address}`,
  );
  return url === null || isPrivateHost(url.hostname);
}

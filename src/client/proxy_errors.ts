/**
 * Creates the error for a proxy that requires authentication.
 *
 * @module
 */
import { NetworkError } from "../core/errors.ts";
import type { ProxyServer } from "../core/proxy_server.ts";

/** Formats a proxy for an error as host and port, without user name and password. */
export function proxyHost(proxy: ProxyServer): string {
  return new URL(proxy.url).host;
}

/**
 * Creates the error for status 407, which only proxies send.
 *
 * @param host The target of the request.
 * @param proxy The proxy used; `undefined` if none was chosen, but one responded anyway.
 */
export function proxyAuthenticationError(host: string, proxy: ProxyServer | undefined): NetworkError {
  const name = proxy === undefined ? "The proxy" : `The proxy "${proxyHost(proxy)}"`;
  const hasLogin = (proxy?.username ?? proxy?.password) !== undefined;
  const problem = hasLogin ? "rejected its user name or password" : "requires authentication";
  return new NetworkError("proxy", `${name} on the way to "${host}" ${problem} (407)`, {
    hint: hasLogin
      ? `Check both in ${WHERE}; percent-encode the characters that URLs reserve, such as @ : / and %`
      : `Put a user name and password into ${WHERE}: http://USER:PASSWORD@PROXY:PORT`,
  });
}

const WHERE = "HTTPS_PROXY, HTTP_PROXY or the profile's proxy";

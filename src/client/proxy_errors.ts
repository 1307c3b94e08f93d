/**
 * The error for a proxy that wants to know who sends a request.
 *
 * @module
 */
import { NetworkError } from "../core/errors.ts";
import type { ProxyServer } from "../core/proxy_server.ts";

/** A proxy's host and port, as errors name it: never its user name or password. */
export function proxyHost(proxy: ProxyServer): string {
  return new URL(proxy.url).host;
}

/**
 * The error for the status 407, which only proxies answer.
 *
 * @param host Where the request was to go.
 * @param proxy The proxy used; `undefined` if none was chosen, and one answered all the same.
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

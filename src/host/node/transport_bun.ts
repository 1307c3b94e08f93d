/**
 * The transport in Bun, with its `fetch`.
 *
 * @module
 */
import type { Transport, TransportOptions } from "../../core/host.ts";
import type { ProxyServer } from "../../core/proxy_server.ts";
import { type ProcessEnvironment, withoutProxyVariables } from "../shared/without_proxy_variables.ts";
import { tlsOptions } from "./tls_options.ts";

/**
 * Creates a transport.
 *
 * Bun reads the proxy variables with each call, with its own rules, even if it is given a proxy. So it is called in an
 * environment without them.
 *
 * @param proxyOf The proxy for a URL.
 */
export async function bunTransport(
  options: TransportOptions,
  proxyOf: (url: URL) => ProxyServer | undefined,
): Promise<Transport> {
  const tls = await tlsOptions(options);
  const { env } = globalThis.process;
  const variables: ProcessEnvironment = {
    get: (name) => env[name],
    set: (name, value) => void (env[name] = value),
    delete: (name) => void delete env[name],
  };
  return {
    fetch: async (url, init) => {
      const proxy = proxyOf(url);
      const more = { ...(Object.keys(tls).length > 0 && { tls }), ...(proxy && { proxy: addressOf(proxy) }) };
      return await withoutProxyVariables(variables, () => fetch(url, { ...init, ...more }));
    },
    close: () => {},
  };
}

function addressOf(proxy: ProxyServer): string {
  const url = new URL(proxy.url);
  url.username = encodeURIComponent(proxy.username ?? "");
  url.password = encodeURIComponent(proxy.password?.reveal() ?? "");
  return url.href;
}

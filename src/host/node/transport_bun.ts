/**
 * The network, by Bun's `fetch`, which knows certificates and proxies itself.
 *
 * @module
 */
import type { Transport, TransportOptions } from "../../core/host.ts";
import { tlsOptions } from "./tls_options.ts";

/** Opens a way to the network. Without options it knows the proxies that the environment names. */
export async function bunTransport(options: TransportOptions): Promise<Transport> {
  const tls = await tlsOptions(options);
  const more = {
    ...(Object.keys(tls).length > 0 && { tls }),
    ...(options.proxy && { proxy: addressOf(options.proxy) }),
  };
  return { fetch: (url, init) => fetch(url, { ...init, ...more }), close: () => {} };
}

function addressOf(proxy: NonNullable<TransportOptions["proxy"]>): string {
  const url = new URL(proxy.url);
  url.username = encodeURIComponent(proxy.username ?? "");
  url.password = encodeURIComponent(proxy.password?.reveal() ?? "");
  return url.href;
}

/**
 * The transport in Deno, with its `fetch`.
 *
 * @module
 */
import type { Transport, TransportOptions } from "../../core/host.ts";
import type { ProxyServer } from "../../core/proxy_server.ts";
import { createClient, denoProxyFor, readsProxies } from "./proxies.ts";

/**
 * Creates a transport that uses the proxies of {@linkcode denoProxyFor}.
 *
 * Deno ignores invalid certificates, so callers validate a user's certificates first.
 */
export function denoTransport(options: TransportOptions = {}): Transport {
  const { caCertificates, clientCertificate, proxy: own } = options;
  if ((caCertificates ?? clientCertificate ?? own) === undefined && !readsProxies()) {
    return { fetch: (url, init) => fetch(url, init), close: () => {} };
  }
  const open = (proxy: ProxyServer | undefined): Deno.HttpClient =>
    createClient({
      ...(caCertificates && { caCerts: [...caCertificates] }),
      ...(clientCertificate && { cert: clientCertificate.certificate, key: clientCertificate.key.reveal() }),
      ...(proxy && { proxy: toProxy(proxy) }),
    });
  // One client per proxy, and one for direct connections.
  const clients = new Map<string, Deno.HttpClient>();
  const clientFor = (url: URL): Deno.HttpClient => {
    const proxy = denoProxyFor(url, own);
    const key = `${proxy?.username ?? ""} ${proxy?.url ?? ""}`;
    const client = clients.get(key) ?? open(proxy);
    clients.set(key, client);
    return client;
  };
  return {
    fetch: async (url, init) => await fetch(url, { ...init, client: clientFor(url) }),
    close: () => {
      for (const client of clients.values()) client.close();
      clients.clear();
    },
  };
}

function toProxy({ url, username, password }: ProxyServer): Deno.Proxy {
  if ((username ?? password) === undefined) return { url };
  return { url, basicAuth: { username: username ?? "", password: password?.reveal() ?? "" } };
}

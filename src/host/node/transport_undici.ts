/**
 * The transport in Node for settings that its own `fetch` does not support: certificates and proxies, with undici.
 *
 * @module
 */
import type { Dispatcher } from "undici";
import type { Transport, TransportOptions } from "../../core/host.ts";
import type { ProxyServer } from "../../core/proxy_server.ts";
import { tlsOptions } from "./tls_options.ts";

/**
 * Creates a transport with undici.
 *
 * @param proxyOf The proxy for a URL; undici's own handling of the proxy variables is not used.
 */
export async function undiciTransport(
  options: TransportOptions,
  proxyOf: (url: URL) => ProxyServer | undefined,
): Promise<Transport> {
  const undici = await import("undici");
  const tls = await tlsOptions(options);
  // Plain http is not tunnelled: many proxies allow CONNECT to port 443 only.
  const common = { connect: tls, requestTls: tls, proxyTls: tls, proxyTunnel: false };
  // One dispatcher per proxy, and one for direct connections.
  const dispatchers = new Map<string, Dispatcher>();
  const dispatcherFor = (url: URL): Dispatcher => {
    const proxy = proxyOf(url);
    const key = `${proxy?.username ?? ""} ${proxy?.url ?? ""}`;
    const dispatcher = dispatchers.get(key) ??
      (proxy === undefined
        ? new undici.Agent({ connect: tls })
        : new undici.ProxyAgent({ ...common, uri: proxy.url, ...tokenOf(proxy) }));
    dispatchers.set(key, dispatcher);
    return dispatcher;
  };
  return {
    fetch: async (url, init) => {
      const { method = "GET", redirect = "follow", signal = null } = init;
      const sent = await sendable(init);
      const response = await undici.fetch(url, {
        method,
        redirect,
        signal,
        ...sent,
        dispatcher: dispatcherFor(url),
      });
      return new Response(response.body, response);
    },
    close: () => {
      for (const dispatcher of dispatchers.values()) void dispatcher.close().catch(() => {});
      dispatchers.clear();
    },
  };
}

interface Sendable {
  readonly headers: [string, string][];
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
  readonly duplex?: "half";
}

/**
 * Headers and body of a request. Undici supports only its own form class, and would send another one as the text
 * `[object …]`.
 */
async function sendable({ headers, body }: RequestInit): Promise<Sendable> {
  const own = new Headers(headers);
  if (body === null || body === undefined || typeof body === "string") {
    return { headers: [...own], body: body ?? null };
  }
  if (body instanceof ReadableStream) return { headers: [...own], body, duplex: "half" };
  const encoded = new Response(body);
  const type = encoded.headers.get("content-type");
  if (type !== null && !own.has("content-type")) own.set("content-type", type);
  return { headers: [...own], body: new Uint8Array(await encoded.arrayBuffer()) };
}

function tokenOf({ username, password }: ProxyServer): { readonly token?: string } {
  if ((username ?? password) === undefined) return {};
  const bytes = new TextEncoder().encode(`${username ?? ""}:${password?.reveal() ?? ""}`);
  return { token: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

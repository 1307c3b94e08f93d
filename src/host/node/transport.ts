/**
 * The transport in Node and Bun, with their `fetch`.
 *
 * @module
 */
import { UsageError } from "../../core/errors.ts";
import type { Fetch, Transport, TransportOptions } from "../../core/host.ts";
import type { ProxyServer } from "../../core/proxy_server.ts";
import { nodeProxyFor, readsProxies } from "./proxies.ts";

/**
 * Creates a transport.
 *
 * Requests use the proxies of {@linkcode nodeProxyFor}. A setting that the runtime does not support is refused with the
 * first request, never ignored.
 */
export function nodeTransport(options: TransportOptions = {}): Transport {
  let opened: Promise<Transport> | undefined;
  return {
    fetch: async (url, init) => {
      opened ??= open(options);
      return await (await opened).fetch(url, init);
    },
    close: () => void opened?.then((transport) => transport.close(), () => {}),
  };
}

async function open(options: TransportOptions): Promise<Transport> {
  const { caCertificates, clientCertificate, proxy: own } = options;
  const proxyOf = (url: URL): ProxyServer | undefined => withoutSocks(nodeProxyFor(url, own));
  if ("Bun" in globalThis) return await (await import("./transport_bun.ts")).bunTransport(options, proxyOf);
  if ((caCertificates ?? clientCertificate ?? own) === undefined && !readsProxies()) {
    return { fetch: plainFetch, close: () => {} };
  }
  return await (await import("./transport_undici.ts")).undiciTransport(options, proxyOf);
}

/** Node requires `duplex` for a streamed body: the response may begin before the body was sent. */
const plainFetch: Fetch = (url, init) => {
  const streaming = init.body instanceof ReadableStream;
  return fetch(url, streaming ? Object.assign({ duplex: "half" }, init) : init);
};

function withoutSocks(proxy: ProxyServer | undefined): ProxyServer | undefined {
  if (!/^socks/i.test(proxy?.url ?? "")) return proxy;
  throw new UsageError("SOCKS proxies are not supported in Node and Bun", {
    hint: "Use an http:// proxy, or run this with Deno, which supports SOCKS",
  });
}

/**
 * The network, by the `fetch` of Node or Bun.
 *
 * @module
 */
import { UsageError } from "../../core/errors.ts";
import type { Fetch, Transport, TransportOptions } from "../../core/host.ts";
import type { ProxyServer } from "../../core/proxy_server.ts";
import { nodeProxyFor, readsProxies } from "./proxies.ts";

/**
 * Opens a way to the network.
 *
 * Requests go through the proxies that {@linkcode nodeProxyFor} names. What a runtime cannot do is refused with the
 * first request, never passed over.
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

/** Node wants to be told that the answer may come before all of a stream was sent. */
const plainFetch: Fetch = (url, init) => {
  const streaming = init.body instanceof ReadableStream;
  return fetch(url, streaming ? Object.assign({ duplex: "half" }, init) : init);
};

function withoutSocks(proxy: ProxyServer | undefined): ProxyServer | undefined {
  if (!/^socks/i.test(proxy?.url ?? "")) return proxy;
  throw new UsageError("A SOCKS proxy cannot be used in Node and Bun", {
    hint: "Give an http:// proxy, or run this with Deno, which knows SOCKS",
  });
}

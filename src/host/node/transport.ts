/**
 * The network, by the `fetch` of Node or Bun.
 *
 * @module
 */
import { UsageError } from "../../core/errors.ts";
import type { Fetch, Transport, TransportOptions } from "../../core/host.ts";

/** The proxies that the environment names. */
export interface ProxyVariables {
  /** `HTTP_PROXY`, or `ALL_PROXY`. */
  readonly httpProxy: string;
  /** `HTTPS_PROXY`, or `ALL_PROXY`; undici takes `HTTP_PROXY` where there is none. */
  readonly httpsProxy: string;
  /** `NO_PROXY` */
  readonly noProxy: string;
}

/**
 * Opens a way to the network.
 *
 * Proxies that the environment names are used, and so are certificates and the proxy of `options`. What a runtime cannot
 * do is refused with the first request, never passed over.
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
  const variables = proxyVariables();
  const { httpProxy, httpsProxy } = variables;
  for (const url of options.proxy === undefined ? [httpProxy, httpsProxy] : [options.proxy.url]) {
    refuseSocks(url);
  }
  if ("Bun" in globalThis) return await (await import("./transport_bun.ts")).bunTransport(options);
  const { caCertificates, clientCertificate, proxy } = options;
  const plain = caCertificates === undefined && clientCertificate === undefined && proxy === undefined;
  if (plain && httpProxy === "" && httpsProxy === "") return { fetch: plainFetch, close: () => {} };
  return await (await import("./transport_undici.ts")).undiciTransport({ ...options, variables });
}

/** Node wants to be told that the answer may come before all of a stream was sent. */
const plainFetch: Fetch = (url, init) => {
  const streaming = init.body instanceof ReadableStream;
  return fetch(url, streaming ? Object.assign({ duplex: "half" }, init) : init);
};

function proxyVariables(): ProxyVariables {
  const all = variable("ALL_PROXY");
  return {
    httpProxy: variable("HTTP_PROXY") || all,
    httpsProxy: variable("HTTPS_PROXY") || all,
    noProxy: variable("NO_PROXY"),
  };
}

/** In lower case it wins, as everywhere. */
function variable(name: string): string {
  const { env } = globalThis.process;
  return env[name.toLowerCase()] || env[name] || "";
}

function refuseSocks(proxy: string): void {
  if (!/^socks/i.test(proxy)) return;
  throw new UsageError("A SOCKS proxy cannot be used in Node and Bun", {
    hint: "Give an http:// proxy, or run this with Deno, which knows SOCKS",
  });
}

/**
 * Proxies in Node and Bun.
 *
 * @module
 */
import { namesProxy, proxyFor } from "../../core/proxy.ts";
import type { ProxyServer } from "../../core/proxy_server.ts";

/** `Host.proxyFor()` in Node and Bun, where lower case wins, as in undici. */
export function nodeProxyFor(url: URL, own?: ProxyServer): ProxyServer | undefined {
  return proxyFor(url, { own, env: read, first: "lower-case" });
}

/** Whether a variable names a proxy. */
export function readsProxies(): boolean {
  return namesProxy(read);
}

function read(name: string): string | undefined {
  return globalThis.process.env[name] || undefined;
}

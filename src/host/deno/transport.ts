/**
 * The network, by Deno's `fetch`.
 *
 * @module
 */
import type { Transport, TransportOptions } from "../../core/host.ts";

/**
 * Opens a way to the network. Without options it is the one that `fetch` has by itself, which knows `HTTP_PROXY`,
 * `HTTPS_PROXY` and `NO_PROXY`.
 *
 * Deno ignores certificates that it cannot read: whoever takes them from a user checks them first.
 */
export function denoTransport(options: TransportOptions = {}): Transport {
  const { caCertificates, clientCertificate, proxy } = options;
  if (caCertificates === undefined && clientCertificate === undefined && proxy === undefined) {
    return { fetch: (url, init) => fetch(url, init), close: () => {} };
  }
  const client = Deno.createHttpClient({
    ...(caCertificates && { caCerts: [...caCertificates] }),
    ...(clientCertificate && { cert: clientCertificate.certificate, key: clientCertificate.key.reveal() }),
    ...(proxy && { proxy: toProxy(proxy) }),
  });
  return {
    fetch: (url, init) => fetch(url, { ...init, client }),
    close: () => client.close(),
  };
}

function toProxy(proxy: NonNullable<TransportOptions["proxy"]>): Deno.Proxy {
  const { url, username, password } = proxy;
  if (username === undefined) return { url };
  return { url, basicAuth: { username, password: password?.reveal() ?? "" } };
}

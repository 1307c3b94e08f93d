/**
 * TLS options for Node and Bun.
 *
 * @module
 */
import type { TransportOptions } from "../../core/host.ts";

/** TLS options of a connection. */
interface TlsOptions {
  /** All trusted CA certificates, in PEM. */
  readonly ca?: string[];
  /** The client certificate, in PEM. */
  readonly cert?: string;
  /** The client certificate's private key, in PEM. */
  readonly key?: string;
}

/** The certificates of a transport. Additional CA certificates extend the runtime's own. */
export async function tlsOptions(options: TransportOptions): Promise<TlsOptions> {
  const { caCertificates, clientCertificate } = options;
  return {
    ...(caCertificates && { ca: [...await ownAuthorities(), ...caCertificates] }),
    ...(clientCertificate && { cert: clientCertificate.certificate, key: clientCertificate.key.reveal() }),
  };
}

/** Since Node 22.15 this includes those from `NODE_EXTRA_CA_CERTS` and the system's store. */
async function ownAuthorities(): Promise<readonly string[]> {
  const tls = await import("node:tls");
  const own: { readonly getCACertificates?: () => readonly string[] } = tls;
  return own.getCACertificates?.() ?? tls.rootCertificates;
}

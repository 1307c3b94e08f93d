/**
 * Certificates, as Node and Bun take them.
 *
 * @module
 */
import type { TransportOptions } from "../../core/host.ts";

/** What is said to TLS. */
interface TlsOptions {
  /** All authorities that are trusted. */
  readonly ca?: string[];
  /** The client's certificate. */
  readonly cert?: string;
  /** Its key. */
  readonly key?: string;
}

/** The certificates of a transport. Those to trust come besides the runtime's own, not instead of them. */
export async function tlsOptions(options: TransportOptions): Promise<TlsOptions> {
  const { caCertificates, clientCertificate } = options;
  return {
    ...(caCertificates && { ca: [...await ownAuthorities(), ...caCertificates] }),
    ...(clientCertificate && { cert: clientCertificate.certificate, key: clientCertificate.key.reveal() }),
  };
}

/** Those that `NODE_EXTRA_CA_CERTS` and the system's store add are known since Node 22.15. */
async function ownAuthorities(): Promise<readonly string[]> {
  const tls = await import("node:tls");
  const own: { readonly getCACertificates?: () => readonly string[] } = tls;
  return own.getCACertificates?.() ?? tls.rootCertificates;
}

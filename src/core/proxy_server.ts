/**
 * A proxy: chosen by a `Host`, used by its transport.
 *
 * @module
 */
import type { Secret } from "./secret.ts";

/** The address and credentials of a proxy. */
export interface ProxyServer {
  /** The proxy's URL, without user name and password: `http://proxy.company.com:8080/`. */
  readonly url: string;
  /** The user name for the proxy. */
  readonly username?: string;
  /** The password for the proxy. */
  readonly password?: Secret;
}

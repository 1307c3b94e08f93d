/**
 * A proxy, as a `Host` chooses it and a transport uses it.
 *
 * @module
 */
import type { Secret } from "./secret.ts";

/** A proxy. */
export interface ProxyServer {
  /** Its URL, without user name and password: `http://proxy.company.com:8080/`. */
  readonly url: string;
  /** The user name to authenticate with. */
  readonly username?: string;
  /** The password to authenticate with. */
  readonly password?: Secret;
}

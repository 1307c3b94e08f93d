/**
 * The keychain of this operating system, behind one interface.
 *
 * | system | keychain | an item |
 * |---|---|---|
 * | macOS | keychain, by `/usr/bin/security` | service `atlcli`, the account, the site as comment |
 * | Linux | Secret Service, by `secret-tool` | attributes `service` (`atlcli`), `account`, `site` |
 * | Windows | Credential Manager, by `advapi32.dll` | target `atlcli:<account>`, the site as comment |
 *
 * @module
 */
import type { Host } from "../core/host.ts";
import type { SecretStore } from "../core/secret_store.ts";
import { LABELS } from "./labels.ts";

/** Options of {@linkcode openKeychain}. */
export interface KeychainOptions {
  /**
   * Whether somebody may be there to answer a dialog: then each call may take 60 seconds instead of 10.
   *
   * @default {false}
   */
  readonly interactive?: boolean;
  /**
   * The absolute path of macOS's program, for tests.
   *
   * @default {"/usr/bin/security"}
   */
  readonly security?: string;
}

/** What a keychain needs of the host. */
export type KeychainHost = Pick<Host, "os" | "env" | "run" | "ffi">;

/**
 * Opens this system's keychain. Nothing is started or loaded before a method is called.
 *
 * Besides what {@linkcode SecretStore} says, every method throws a `UsageError` for an account that is empty or has
 * control characters. On a system without a known keychain every method throws `keychain-unavailable`.
 */
export function openKeychain(host: KeychainHost, options: KeychainOptions = {}): SecretStore {
  // No machine needs more than one adapter, and many runs need none.
  const open = async (): Promise<SecretStore> => (await import("./mod.ts")).openAdapter(host, options);
  return {
    label: LABELS[host.os],
    look: async (account) => await (await open()).look(account),
    get: async (account) => await (await open()).get(account),
    set: async (account, item) => await (await open()).set(account, item),
    delete: async (account) => await (await open()).delete(account),
  };
}

/**
 * The keychain of this operating system, behind one interface.
 *
 * | system | keychain | an item |
 * |---|---|---|
 * | macOS | keychain, through `/usr/bin/security` | service `atlcli`, the account, the site as comment |
 * | Linux | Secret Service, through `secret-tool` | attributes `service` (`atlcli`), `account`, `site` |
 * | Windows | Credential Manager, through `advapi32.dll` | target `atlcli:<account>`, the site as comment |
 *
 * @module
 */
import type { Host } from "../core/host.ts";
import type { SecretStore } from "../core/secret_store.ts";
import { LABELS } from "./labels.ts";

/** Options of {@linkcode openKeychain}. */
export interface KeychainOptions {
  /**
   * Whether a person may be present to answer a dialog. The time limit of a call is 60 seconds then, instead of 10.
   *
   * @default {false}
   */
  readonly interactive?: boolean;
  /**
   * The absolute path of macOS's `security`, for tests.
   *
   * @default {"/usr/bin/security"}
   */
  readonly security?: string;
}

/** The parts of a host that a keychain needs. */
export type KeychainHost = Pick<Host, "os" | "env" | "run" | "ffi">;

/**
 * Opens the keychain of this system. It starts and loads nothing before the first call.
 *
 * In addition to the errors of {@linkcode SecretStore}, every method throws a `UsageError` for an account that is empty
 * or has control characters. On a system without a supported keychain every method throws `keychain-unavailable`.
 */
export function openKeychain(host: KeychainHost, options: KeychainOptions = {}): SecretStore {
  // Loaded lazily: a machine needs one adapter, and many commands need none.
  const open = async (): Promise<SecretStore> => (await import("./adapters.ts")).openAdapter(host, options);
  return {
    label: LABELS[host.os],
    look: async (account) => await (await open()).look(account),
    get: async (account) => await (await open()).get(account),
    set: async (account, item) => await (await open()).set(account, item),
    delete: async (account) => await (await open()).delete(account),
  };
}

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
import type { Host } from "../host.ts";
import type { SecretStore } from "../secret_store.ts";
import { CREDENTIAL_MANAGER, MACOS_KEYCHAIN, SECRET_SERVICE } from "./labels.ts";

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
 *
 * @example
 * ```ts
 * import { denoHost, openKeychain } from "@atlcli/atlcli";
 *
 * const keychain = openKeychain(denoHost());
 * console.assert(keychain.label !== "");
 * ```
 */
export function openKeychain(host: KeychainHost, options: KeychainOptions = {}): SecretStore {
  const { interactive = false, security = "/usr/bin/security" } = options;
  const timeoutMs = interactive ? 60_000 : 10_000;
  switch (host.os) {
    case "darwin":
      return keychain(MACOS_KEYCHAIN, async () => {
        const { macosKeychain } = await import("./macos.ts");
        return macosKeychain(host, { program: security, timeoutMs });
      });
    case "linux":
      return keychain(SECRET_SERVICE, async () => {
        const { secretService } = await import("./linux.ts");
        return secretService(host, { interactive, timeoutMs });
      });
    case "windows":
      return keychain(CREDENTIAL_MANAGER, async () => {
        const { credentialManager } = await import("./windows.ts");
        return credentialManager(host);
      });
    case "other":
      return keychain("keychain", async () => {
        const { unknownSystem } = await import("./fault.ts");
        throw unknownSystem();
      });
  }
}

/** An adapter, and the checks around it, read when something is asked: no machine needs more than one, many runs none. */
function keychain(label: string, openAdapter: () => Promise<SecretStore>): SecretStore {
  const adapter = late(label, openAdapter);
  return late(label, async () => {
    const { checked } = await import("./checked.ts");
    return checked(adapter);
  });
}

/** A store that is opened when something is asked of it. */
function late(label: string, open: () => Promise<SecretStore>): SecretStore {
  return {
    label,
    look: async (account) => await (await open()).look(account),
    get: async (account) => await (await open()).get(account),
    set: async (account, item) => await (await open()).set(account, item),
    delete: async (account) => await (await open()).delete(account),
  };
}

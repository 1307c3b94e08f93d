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
import type { KeychainError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { SecretStore } from "../secret_store.ts";
import { checked } from "./checked.ts";
import { keychainError } from "./fault.ts";
import { secretService } from "./linux.ts";
import { macosKeychain } from "./macos.ts";
import { credentialManager } from "./windows.ts";

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
      return checked(macosKeychain(host, { program: security, timeoutMs }));
    case "linux":
      return checked(secretService(host, { interactive, timeoutMs }));
    case "windows":
      return checked(credentialManager(host));
    case "other":
      return checked(noKeychain);
  }
}

const LABEL = "keychain";

const noKeychain: SecretStore = {
  label: LABEL,
  look: () => Promise.reject(unknownSystem()),
  get: () => Promise.reject(unknownSystem()),
  set: () => Promise.reject(unknownSystem()),
  delete: () => Promise.reject(unknownSystem()),
};

function unknownSystem(): KeychainError {
  return keychainError("keychain-unavailable", "This operating system has no keychain that is known", {
    remedy: "Keychains are known on macOS, Linux and Windows",
  });
}

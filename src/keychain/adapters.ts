/**
 * Opens the adapter of this operating system, wrapped in the common checks.
 *
 * @module
 */
import type { SecretStore } from "../core/secret_store.ts";
import { checked } from "./checked.ts";
import { unknownSystem } from "./errors.ts";
import { LABELS } from "./labels.ts";
import type { KeychainHost, KeychainOptions } from "./open.ts";

/** Opens the adapter, and loads no other. On a system without a supported keychain every method throws. */
export async function openAdapter(host: KeychainHost, options: KeychainOptions): Promise<SecretStore> {
  return checked(await adapterOf(host, options));
}

async function adapterOf(
  host: KeychainHost,
  { interactive = false, security = "/usr/bin/security" }: KeychainOptions,
): Promise<SecretStore> {
  const timeoutMs = interactive ? 60_000 : 10_000;
  switch (host.os) {
    case "darwin":
      return (await import("./macos.ts")).macosKeychain(host, { program: security, timeoutMs });
    case "linux":
      return (await import("./linux.ts")).secretService(host, { interactive, timeoutMs });
    case "windows":
      return (await import("./windows.ts")).credentialManager(host);
    case "other":
      return unknownStore();
  }
}

function unknownStore(): SecretStore {
  const refuse = (): Promise<never> => Promise.reject(unknownSystem());
  return { label: LABELS.other, look: refuse, get: refuse, set: refuse, delete: refuse };
}

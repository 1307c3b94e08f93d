/**
 * What people call the keychain of each system.
 *
 * @module
 */
import type { Os } from "../core/host.ts";

/** The names. */
export const LABELS: Readonly<Record<Os, string>> = {
  darwin: "macOS keychain",
  linux: "Secret Service",
  windows: "Windows Credential Manager",
  other: "keychain",
};

/**
 * The name of each system's keychain, as users know it.
 *
 * @module
 */
import type { Os } from "../core/host.ts";

/** The names by operating system; the generic word for any other. */
export const LABELS: Readonly<Record<Os, string>> = {
  darwin: "macOS keychain",
  linux: "Secret Service",
  windows: "Windows Credential Manager",
  other: "keychain",
};

/**
 * Selects the real {@linkcode Host} of this runtime.
 *
 * @module
 */
import { denoHost } from "./deno/host.ts";
import type { Host } from "../core/host.ts";
import { nodeHost } from "./node/host.ts";

/**
 * The host of this machine: {@linkcode denoHost} in Deno, {@linkcode nodeHost} in Node and Bun. It is the default of
 * `connect()`.
 *
 * @example
 * ```ts
 * import { systemHost } from "@atlcli/atlcli";
 * import { startSandbox } from "@atlcli/atlcli/sandbox";
 *
 * const sandbox = await startSandbox(systemHost());
 * console.assert(sandbox.urls.cloud.startsWith("http://127.0.0.1:"));
 * await sandbox.close();
 * ```
 */
export function systemHost(): Host {
  return "Deno" in globalThis ? denoHost() : nodeHost();
}

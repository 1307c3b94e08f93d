/**
 * The real {@linkcode Host} in Node 20 and newer, and in Bun. Only this folder of the library uses `process` and Node's
 * modules, which are loaded lazily.
 *
 * @module
 */
import type { Host, Os } from "../../core/host.ts";
import { nodeFiles } from "./files.ts";
import { nodeListen } from "./listen.ts";
import { nodeProxyFor } from "./proxies.ts";
import { nodeRun } from "./run.ts";
import { nodeTransport } from "./transport.ts";
import { systemClock } from "../shared/clock.ts";

const OPERATING_SYSTEMS: Readonly<Partial<Record<string, Os>>> = {
  darwin: "darwin",
  linux: "linux",
  win32: "windows",
};

/**
 * The host of this machine in Node or Bun.
 *
 * Two things are unavailable. Node cannot lock a file, so the credentials file is read-only and a change is a
 * `StorageError`. There is no FFI, so the Credential Manager of Windows cannot be used.
 */
export function nodeHost(): Host {
  const { process } = globalThis;
  return {
    os: OPERATING_SYSTEMS[process.platform] ?? "other",
    env: (name) => {
      const value = process.env[name];
      return value === "" ? undefined : value;
    },
    envNames: () => Object.keys(process.env),
    cwd: () => process.cwd(),
    userId: () => process.getuid?.(),
    random: Math.random,
    files: nodeFiles(),
    clock: systemClock,
    run: nodeRun,
    lookup,
    transport: nodeTransport,
    proxyFor: nodeProxyFor,
    ffi: undefined,
    listen: nodeListen,
  };
}

/** Resolves a hostname with the system's resolver; an empty list if it does not resolve. */
async function lookup(hostname: string): Promise<readonly string[]> {
  const dns = await import("node:dns/promises");
  try {
    return (await dns.lookup(hostname, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

/**
 * The real {@linkcode Host} in Node 20 and newer, and in Bun. This folder is the library's only use of `process` and of
 * Node's modules, which are imported when they are needed.
 *
 * @module
 */
import type { Host, Os } from "../../core/host.ts";
import { nodeFiles } from "./files.ts";
import { nodeListen } from "./listen.ts";
import { nodeLookup } from "./lookup.ts";
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
 * This machine, as Node or Bun shows it.
 *
 * Two things are not to be had there. Node cannot lock a file, so the credentials file is read and never written: a
 * change is a `StorageError`. And there are no foreign functions, so the Credential Manager of Windows is out of reach.
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
    lookup: nodeLookup,
    transport: nodeTransport,
    proxyFor: nodeProxyFor,
    ffi: undefined,
    listen: nodeListen,
  };
}

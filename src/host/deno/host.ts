/**
 * The real {@linkcode Host}. This folder is the library's only use of `Deno.*`.
 *
 * What most runs do without (starting programs, serving) is read when it is asked for: the start is felt.
 *
 * @module
 */
import { denoFfi } from "./ffi.ts";
import { denoFiles } from "./files.ts";
import { denoProxyFor } from "./proxies.ts";
import { denoTransport } from "./transport.ts";
import type { Host, Os } from "../../core/host.ts";
import { systemClock } from "../shared/clock.ts";

const OPERATING_SYSTEMS: Readonly<Partial<Record<string, Os>>> = {
  darwin: "darwin",
  linux: "linux",
  windows: "windows",
};

/**
 * This machine.
 *
 * Each member needs its own permission of Deno's, at the moment it is used: `env` by variable, `sys=uid` for `userId`,
 * `read` and `write` for `files`, `run`, `net`, and `ffi` on Windows. Making a host needs none.
 */
export function denoHost(): Host {
  const os = OPERATING_SYSTEMS[Deno.build.os] ?? "other";
  return {
    os,
    env: (name) => {
      const value = Deno.env.get(name);
      return value === "" ? undefined : value;
    },
    envNames,
    cwd: () => Deno.cwd(),
    userId: () => Deno.uid() ?? undefined,
    random: Math.random,
    files: denoFiles(),
    clock: systemClock,
    run: async (command) => await (await import("./run.ts")).denoRun(command),
    lookup: async (hostname) => await (await import("./lookup.ts")).denoLookup(hostname),
    transport: denoTransport,
    proxyFor: denoProxyFor,
    ffi: os === "windows" ? denoFfi : undefined,
    listen: async (handler, options) => await (await import("./listen.ts")).denoListen(handler, options),
  };
}

function envNames(candidates: Iterable<string>): readonly string[] {
  const { state } = Deno.permissions.querySync({ name: "env" });
  if (state === "granted") return Object.keys(Deno.env.toObject());
  return [...candidates].filter((name) => Deno.env.has(name));
}

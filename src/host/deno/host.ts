/**
 * The real {@linkcode Host} in Deno. Only this folder of the library uses `Deno.*`.
 *
 * Parts that most commands do not need (running programs, serving) are loaded lazily, because start-up time matters.
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
 * The host of this machine.
 *
 * Each member needs its own Deno permission when it is used: `env` per variable, `sys=uid` for `userId`, `read` and
 * `write` for `files`, `run`, `net`, and `ffi` on Windows. Creating a host needs none.
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

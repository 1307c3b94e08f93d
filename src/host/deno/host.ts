/**
 * The real {@linkcode Host} in Deno. Only this folder of the library uses `Deno.*`.
 *
 * Running programs, which most commands do not need, is loaded lazily, because start-up time matters.
 *
 * @module
 */
import { denoFfi } from "./ffi.ts";
import { denoFiles } from "./files.ts";
import { denoProxyFor } from "./proxies.ts";
import { denoTransport } from "./transport.ts";
import type { Handler, Host, Listening, Os } from "../../core/host.ts";
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
    lookup,
    transport: denoTransport,
    proxyFor: denoProxyFor,
    ffi: os === "windows" ? denoFfi : undefined,
    listen,
  };
}

function envNames(candidates: Iterable<string>): readonly string[] {
  const { state } = Deno.permissions.querySync({ name: "env" });
  if (state === "granted") return Object.keys(Deno.env.toObject());
  return [...candidates].filter((name) => Deno.env.has(name));
}

/**
 * Resolves a hostname with DNS and the hosts file; an empty list if it does not resolve. Node's `dns` module would make
 * Deno 2.4 print an unrelated warning.
 */
async function lookup(hostname: string): Promise<readonly string[]> {
  const kinds = ["A", "AAAA"] as const;
  const found = await Promise.allSettled(kinds.map((kind) => Deno.resolveDns(hostname, kind)));
  return found.flatMap((result) => result.status === "fulfilled" ? result.value : []);
}

/** Serves HTTP on 127.0.0.1. @throws {Error} if the port is in use. */
function listen(handler: Handler, { port }: { readonly port: number }): Promise<Listening> {
  return Promise.try(() => {
    const server = Deno.serve({ hostname: "127.0.0.1", port, onListen: () => {} }, handler);
    return { port: server.addr.port, close: () => server.shutdown() };
  });
}

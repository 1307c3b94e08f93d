/**
 * What Deno's network is told before it is used: by variables, because it has no other ear, which programs inherit.
 *
 * @module
 */
import type { Host } from "../../../mod.ts";

/** Hosts that are this machine, as Deno reads `NO_PROXY`: an address of IPv6 without brackets. */
const THIS_MACHINE = "localhost,127.0.0.0/8,::1";
const PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

/**
 * A host that sets them before its network is first asked for, and before a program is started, which inherits them: a
 * token command then reaches this machine by the same way, whatever was done before it.
 *
 * @param set Sets a variable of this process.
 */
export function withNetworkDefaults(host: Host, set: (name: string, value: string) => void): Host {
  let isTold = false;
  const tell = (): void => {
    if (isTold) return;
    isTold = true;
    for (const [name, value] of Object.entries(networkDefaults(host.env))) set(name, value);
  };
  return {
    ...host,
    transport: (options) => {
      tell();
      return host.transport(options);
    },
    run: (command) => {
      tell();
      return host.run(command);
    },
  };
}

/**
 * The variables to set.
 *
 * - Deno trusts its own list of authorities alone; people's machines know more, such as their company's.
 * - Deno sends requests to this machine through a proxy, too. Plain http is allowed to this machine because a token
 *   does not leave it then, so it must not.
 */
export function networkDefaults(env: (name: string) => string | undefined): Readonly<Record<string, string>> {
  const read = (name: string): string | undefined => env(name) || env(name.toLowerCase()) || undefined;
  const exempt = read("NO_PROXY");
  return {
    ...(!env("DENO_TLS_CA_STORE") && { DENO_TLS_CA_STORE: "mozilla,system" }),
    ...(PROXIES.some((name) => read(name) !== undefined) && {
      NO_PROXY: exempt === undefined ? THIS_MACHINE : `${exempt},${THIS_MACHINE}`,
    }),
  };
}

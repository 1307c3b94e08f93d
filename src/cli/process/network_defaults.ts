/**
 * What Deno's network is told before it is used: by variables, because it has no other ear.
 *
 * @module
 */
import type { Host } from "../../../mod.ts";

/** Hosts that are this machine, as Deno reads `NO_PROXY`: an address of IPv6 without brackets. */
const THIS_MACHINE = "localhost,127.0.0.0/8,::1";
const PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

/**
 * A host whose network is told so when it is first asked for.
 *
 * @param set Sets a variable of this process.
 */
export function withNetworkDefaults(host: Host, set: (name: string, value: string) => void): Host {
  let isTold = false;
  return {
    ...host,
    transport: (options) => {
      if (!isTold) {
        for (const [name, value] of Object.entries(networkDefaults(host.env))) {
          set(name, value);
        }
      }
      isTold = true;
      return host.transport(options);
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

/**
 * Which proxy stands on the way to an address, as Deno chooses it.
 *
 * Deno reads the variables itself; this is for those who say what went wrong. Pure.
 *
 * @see https://docs.deno.com/runtime/reference/env_variables/#special-environment-variables
 * @module
 */
import { urlOf } from "../core/url.ts";

/** What names a proxy. */
export interface ProxySettings {
  /** A proxy's address, before all variables. */
  readonly proxy?: string | undefined;
  /** An environment variable. */
  readonly env: (name: string) => string | undefined;
}

/**
 * The proxy on the way to an address.
 *
 * @returns its host and port, never the user and the password; `undefined` where there is none.
 */
export function proxyOn(url: URL, { proxy, env }: ProxySettings): string | undefined {
  const variable = (name: string): string | undefined => env(name) ?? env(name.toLowerCase());
  const named = proxy ?? variable(url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY") ??
    variable("ALL_PROXY");
  if (named === undefined || isExempt(url.hostname, variable("NO_PROXY") ?? "")) return undefined;
  const address = urlOf(named)?.host || urlOf(`http://${named}`)?.host;
  return address === "" ? undefined : address;
}

/** Whether a list such as `localhost,.company.com,10.0.0.0/8` names a host. */
export function isExempt(hostname: string, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  return list.split(",").map((entry) => entry.trim().toLowerCase()).some((entry) => {
    if (entry === "*") return true;
    const domain = entry.replace(/^\./, "");
    return domain !== "" && (host === domain || host.endsWith(`.${domain}`) || isInNetwork(host, domain));
  });
}

/** Whether an IPv4 address lies in `10.0.0.0/8`. */
function isInNetwork(host: string, network: string): boolean {
  const [, start = "", length = ""] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(network) ?? [];
  const [address, first] = [numberOf(host), numberOf(start)];
  const size = 2 ** (32 - Number(length));
  return address !== undefined && first !== undefined &&
    Math.floor(address / size) === Math.floor(first / size);
}

function numberOf(address: string): number | undefined {
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(address)) return undefined;
  return address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

/**
 * Which URLs the variable `NO_PROXY` exempts from the proxy.
 *
 * Pure. The GitHub Action has the same rules in JavaScript (`action/proxy.mjs`); one table of cases tests both.
 *
 * @module
 */
import { withoutEnd } from "./text.ts";
import { urlOf } from "./url.ts";

/**
 * Whether a list such as `company.com, 10.0.0.0/8` names a URL's host. Entries are separated by commas or blanks;
 * letter case does not matter. An entry that has none of these forms is ignored.
 *
 * | entry | matches |
 * |---|---|
 * | `*` | every host |
 * | `company.com`, `.company.com`, `*.company.com` | the host and every host below it |
 * | `10.0.0.1`, `2001:db8::1`, `[2001:db8::1]` | the address |
 * | `10.0.0.0/8`, `2001:db8::/32` | every address of the network |
 * | one of these with a port, `company.com:8443`, `[2001:db8::1]:8443` | the same, on that port only |
 *
 * @param url The URL of a request.
 * @param list The value of `NO_PROXY`.
 */
export function isExempt(url: URL, list: string): boolean {
  return list.split(/[\s,]/).some((entry) => entry !== "" && isMatch(url, entry));
}

function isMatch(url: URL, entry: string): boolean {
  if (entry === "*") return true;
  const [, network, length] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (network !== undefined) return isInNetwork(url.hostname, { network, length: Number(length) });
  const [, name, port] = /^(\[[^\]]*\]|[^:/?#@\\]*)(?::(\d+))?$/.exec(withBrackets(entry)) ?? [];
  if (name === undefined || (port !== undefined && Number(port) !== portOf(url))) return false;
  const domain = hostnameOf(name.replace(/^\*?\./, ""));
  const host = withoutEnd(url.hostname, ["."]);
  if (domain === undefined) return false;
  const address = bytesOf(host);
  if (address !== undefined) return String(address) === String(bytesOf(domain));
  return host === domain || host.endsWith(`.${domain}`);
}

/** An IPv6 address is written with or without brackets; more than one colon tells it from a port. */
function withBrackets(entry: string): string {
  return !entry.startsWith("[") && entry.split(":").length > 2 ? `[${entry}]` : entry;
}

/** A hostname in the form that `URL` has it: lower case, IDN as punycode, addresses normalized. */
function hostnameOf(name: string): string | undefined {
  const hostname = withoutEnd(urlOf(`http://${name}`)?.hostname ?? "", ["."]);
  return hostname === "" ? undefined : hostname;
}

function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}

function isInNetwork(
  hostname: string,
  { network, length }: { readonly network: string; readonly length: number },
): boolean {
  const address = bytesOf(withoutEnd(hostname, ["."]));
  const start = bytesOf(hostnameOf(withBrackets(network)) ?? "");
  if (address === undefined || start === undefined || address.length !== start.length) return false;
  if (length > address.length * 8) return false;
  return bitsOf(address).slice(0, length) === bitsOf(start).slice(0, length);
}

function bitsOf(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
}

/** The 4 or 16 bytes of an address in the form that `URL` has it; of an IPv4 address in IPv6 (`::ffff:…`) the 4. */
function bytesOf(hostname: string): readonly number[] | undefined {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) return hostname.split(".").map(Number);
  if (!hostname.startsWith("[")) return undefined;
  const [before = [], after = []] = hostname.slice(1, -1).split("::").map(groupsOf);
  const zeros = Array<number>(8 - before.length - after.length).fill(0);
  const bytes = [...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 0xff]);
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return isMapped ? bytes.slice(12) : bytes;
}

function groupsOf(part: string): readonly number[] {
  return part === "" ? [] : part.split(":").map((group) => parseInt(group, 16));
}

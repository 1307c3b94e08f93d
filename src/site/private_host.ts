/**
 * Recognises by name the hosts of this machine or of a private network.
 *
 * Pure: does not resolve names. `client/ssrf.ts` finds public names that resolve to private addresses.
 *
 * @module
 */
import { isLoopback } from "../core/url.ts";

/** Domains that are never public: RFC 6762, RFC 8375, RFC 9476 and ICANN's `.internal`. */
const PRIVATE_DOMAINS = [
  ".local",
  ".internal",
  ".home.arpa",
  ".localdomain",
  ".lan",
  ".intranet",
  ".corp",
  ".home",
];

/** Address (by its first octets) and prefix length of each range that is not public (IANA's special-purpose registry). */
const PRIVATE_IPV4: readonly (readonly [number, number])[] = [
  [ipv4(0, 0), 8],
  [ipv4(10, 0), 8],
  [ipv4(100, 64), 10],
  [ipv4(127, 0), 8],
  [ipv4(169, 254), 16],
  [ipv4(172, 16), 12],
  [ipv4(192, 0), 24],
  [ipv4(192, 168), 16],
  [ipv4(198, 18), 15],
  [ipv4(224, 0), 3],
];

/**
 * Whether a host is this machine or in a private network: a loopback, private, link-local or other special address, a
 * name without a dot, or a name in a domain that is never public.
 *
 * @param hostname As in `URL.hostname`: lower case, IPv4 in four decimals, IPv6 compressed, in brackets.
 */
export function isPrivateHost(hostname: string): boolean {
  const name = hostname.replace(/\.$/, "");
  if (name.startsWith("[")) return isPrivateIpv6(name.slice(1, -1));
  const octets = name.split(".").map(Number);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return isPrivateIpv4(octets);
  return isLoopback(name) || !name.includes(".") || PRIVATE_DOMAINS.some((domain) => name.endsWith(domain));
}

function ipv4(first: number, second: number): number {
  return first * 2 ** 24 + second * 2 ** 16;
}

function isPrivateIpv4(octets: readonly number[]): boolean {
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return PRIVATE_IPV4.some(([start, length]) => {
    const size = 2 ** (32 - length);
    return address >= start && address < start + size;
  });
}

/**
 * Everything except global unicast (2000::/3); of that, the ranges for documentation or with an embedded IPv4 address.
 */
function isPrivateIpv6(address: string): boolean {
  const first = parseInt(address.split(":")[0] ?? "", 16);
  if (!(first >= 0x2000 && first < 0x3fff)) return true;
  return first === 0x2002 || /^2001:(?:0?:|db8:)/.test(address);
}

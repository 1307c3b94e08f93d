/**
 * Addresses in which `URL` would change nothing. Those that are kept are, for the most part; `URL`, and all that looks at
 * what it makes, is slow to begin with.
 *
 * Pure.
 *
 * @module
 */

const SCHEME = "https://";

/**
 * The host of an address that has nothing but `https` and a host in its one form: names of lower-case ASCII in which
 * every part begins with a letter, so that none is encoded (`xn--`) or a part of an IPv4 address.
 *
 * @returns `undefined` for any other address.
 */
export function plainHost(address: string): string | undefined {
  const host = address.startsWith(SCHEME) ? address.slice(SCHEME.length) : "";
  let isStart = true;
  for (const sign of host) {
    if (sign >= "a" && sign <= "z") isStart = false;
    else if (isStart || !(sign === "." || sign === "-" || (sign >= "0" && sign <= "9"))) return undefined;
    else isStart = sign === "." || sign === "-";
  }
  return isStart ? undefined : host;
}

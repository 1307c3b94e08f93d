// @ts-check
/**
 * Which URLs the variable `NO_PROXY` exempts from the proxy: the rules of `src/core/no_proxy.ts`, for the
 * runner's Node, which cannot load TypeScript. One table of cases tests both.
 *
 * @module
 */

/**
 * Whether a list such as `company.com, 10.0.0.0/8` names a URL's host.
 *
 * @param {URL} url
 * @param {string} list
 * @returns {boolean}
 */
function isExempt(url, list) {
  return list.split(/[\s,]/).some((entry) => entry !== "" && isMatch(url, entry));
}

/**
 * @param {URL} url
 * @param {string} entry
 * @returns {boolean}
 */
function isMatch(url, entry) {
  if (entry === "*") return true;
  const [, network, length] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (network !== undefined) return isInNetwork(url.hostname, network, Number(length));
  const [, name, port] = /^(\[[^\]]*\]|[^:/?#@\\]*)(?::(\d+))?$/.exec(withBrackets(entry)) ?? [];
  if (name === undefined || (port !== undefined && Number(port) !== portOf(url))) return false;
  const domain = hostnameOf(name.replace(/^\*?\./, ""));
  const host = withoutDots(url.hostname);
  if (domain === undefined) return false;
  const address = bytesOf(host);
  if (address !== undefined) return String(address) === String(bytesOf(domain));
  return host === domain || host.endsWith(`.${domain}`);
}

/**
 * @param {string} entry
 * @returns {string} an IPv6 address in brackets; more than one colon tells it from a port.
 */
function withBrackets(entry) {
  return !entry.startsWith("[") && entry.split(":").length > 2 ? `[${entry}]` : entry;
}

/**
 * @param {string} name
 * @returns {string | undefined} as `URL` has it.
 */
function hostnameOf(name) {
  const text = `http://${name}`;
  const hostname = URL.canParse(text) ? withoutDots(new URL(text).hostname) : "";
  return hostname === "" ? undefined : hostname;
}

/**
 * @param {string} hostname
 * @returns {string} without trailing dots.
 */
function withoutDots(hostname) {
  let end = hostname.length;
  while (hostname[end - 1] === ".") end--;
  return hostname.slice(0, end);
}

/**
 * @param {URL} url
 * @returns {number}
 */
function portOf({ port, protocol }) {
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}

/**
 * @param {string} hostname
 * @param {string} network
 * @param {number} length
 * @returns {boolean}
 */
function isInNetwork(hostname, network, length) {
  const address = bytesOf(withoutDots(hostname));
  const start = bytesOf(hostnameOf(withBrackets(network)) ?? "");
  if (address === undefined || start === undefined || address.length !== start.length) return false;
  if (length > address.length * 8) return false;
  return bitsOf(address).slice(0, length) === bitsOf(start).slice(0, length);
}

/**
 * @param {readonly number[]} bytes
 * @returns {string}
 */
function bitsOf(bytes) {
  return bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
}

/**
 * @param {string} hostname as `URL` has it.
 * @returns {readonly number[] | undefined} the 4 or 16 bytes of an address; of `::ffff:…` the 4 of IPv4.
 */
function bytesOf(hostname) {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) return hostname.split(".").map(Number);
  if (!hostname.startsWith("[")) return undefined;
  const [before = [], after = []] = hostname.slice(1, -1).split("::").map(groupsOf);
  /** @type {number[]} */
  const zeros = Array(8 - before.length - after.length).fill(0);
  const bytes = [...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 0xff]);
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return isMapped ? bytes.slice(12) : bytes;
}

/**
 * @param {string} part
 * @returns {readonly number[]}
 */
function groupsOf(part) {
  return part === "" ? [] : part.split(":").map((group) => parseInt(group, 16));
}

export { isExempt };

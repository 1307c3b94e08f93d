/**
 * Addresses as text.
 *
 * Pure.
 *
 * @module
 */

/** As `URL.parse()`, which Node 20 does not have: `null` for what is no address. */
export function urlOf(text: string, base?: URL): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

/**
 * Whether a host name means this machine.
 */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

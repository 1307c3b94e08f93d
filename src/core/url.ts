/**
 * Parsing of URLs.
 *
 * Pure.
 *
 * @module
 */

/** `URL.parse()`, which Node 20 lacks: `null` if the text is not a URL. */
export function urlOf(text: string, base?: URL): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

/** Whether a hostname is loopback: this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

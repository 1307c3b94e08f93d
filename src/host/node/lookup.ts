/**
 * DNS in Node.
 *
 * @module
 */

/** Resolves a hostname with the system's resolver; an empty list if it does not resolve. */
export async function nodeLookup(hostname: string): Promise<readonly string[]> {
  const { lookup } = await import("node:dns/promises");
  try {
    return (await lookup(hostname, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

/**
 * What a host's name leads to, by the system's own resolver: the one that `fetch` asks, too.
 *
 * @module
 */

/** The addresses of a name, such as `10.0.0.1` and `fe80::1`; none where nobody knows it. */
export async function systemLookup(hostname: string): Promise<readonly string[]> {
  const { lookup } = await import("node:dns/promises");
  try {
    return (await lookup(hostname, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

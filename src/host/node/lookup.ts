/**
 * What a host's name leads to, by Node.
 *
 * @module
 */

/** The addresses of a name, as the system gives them; none where nobody knows it. */
export async function nodeLookup(hostname: string): Promise<readonly string[]> {
  const { lookup } = await import("node:dns/promises");
  try {
    return (await lookup(hostname, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

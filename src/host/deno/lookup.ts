/**
 * What a host's name leads to, by Deno. Not by Node's `dns`, with which Deno 2.4 warns of something else on stderr.
 *
 * @module
 */

/** The addresses of a name, by DNS and the system's file of hosts; none where nobody knows it. */
export async function denoLookup(hostname: string): Promise<readonly string[]> {
  const kinds = ["A", "AAAA"] as const;
  const found = await Promise.allSettled(kinds.map((kind) => Deno.resolveDns(hostname, kind)));
  return found.flatMap((result) => result.status === "fulfilled" ? result.value : []);
}

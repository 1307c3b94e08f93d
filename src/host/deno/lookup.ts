/**
 * DNS in Deno. Node's `dns` module would make Deno 2.4 print an unrelated warning.
 *
 * @module
 */

/** Resolves a hostname with DNS and the hosts file; an empty list if it does not resolve. */
export async function denoLookup(hostname: string): Promise<readonly string[]> {
  const kinds = ["A", "AAAA"] as const;
  const found = await Promise.allSettled(kinds.map((kind) => Deno.resolveDns(hostname, kind)));
  return found.flatMap((result) => result.status === "fulfilled" ? result.value : []);
}

/**
 * Holds WebAssembly compressed in a bundle.
 *
 * An executable reads all of its own bundle at each start, whatever is used of it: 0.65 ms of CPU a megabyte. jq alone,
 * as base64, is more than half of the bundle; compressed it is a third of that. One version of Deno compresses to the
 * same bytes everywhere.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { deflateRawSync } from "node:zlib";
import { readScripts } from "./bundle_files.ts";

/** WebAssembly as the bundler leaves it: a call that decodes base64. The magic number begins it. */
const MODULE = /([\w$]+)\("(AGFzb[A-Za-z0-9+/]+=*)"\)/g;

/** What makes the bytes again, when the file is read. */
const INFLATE =
  `(async bytes=>new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer()))`;

/**
 * A script in which every WebAssembly module is compressed. The calls have to stand where `await` may.
 *
 * @param script A module's text.
 */
export function withCompressedWasm(script: string): string {
  return script.replace(MODULE, (_, decode: string, base64: string) => {
    const compressed = deflateRawSync(Buffer.from(base64, "base64"), { level: 9 }).toString("base64");
    return `await ${INFLATE}(${decode}("${compressed}"))`;
  });
}

/**
 * The scripts of a bundle with their WebAssembly compressed, without those that have none.
 *
 * @param scripts Text by name.
 * @throws {Error} when none has any: jq is made of it.
 */
export function compressedScripts(scripts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const compressed = [...scripts].map(([name, script]) => [name, withCompressedWasm(script)] as const)
    .filter(([name, script]) => script !== scripts.get(name));
  if (compressed.length > 0) return new Map(compressed);
  throw new Error("There is no WebAssembly in the bundle, where jq was expected");
}

/** Compresses what is WebAssembly in the bundle in a folder. */
export async function compressWasm(folder: string): Promise<void> {
  for (const [name, script] of compressedScripts(await readScripts(folder))) {
    await Deno.writeTextFile(`${folder}/${name}`, script);
  }
}

/**
 * Compresses WebAssembly in a bundle.
 *
 * An executable reads its whole bundle at each start: 0.65 ms of CPU per megabyte. jq alone, as base64, is
 * more than half of the bundle; compressed, it is a third of that. A version of Deno compresses to the same
 * bytes everywhere.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { deflateRawSync } from "node:zlib";
import { readScripts } from "./bundle_files.ts";

/** WebAssembly in the bundler's output: a call that decodes base64, starting with the magic number. */
const MODULE = /([\w$]+)\("(AGFzb[A-Za-z0-9+/]+=*)"\)/g;

/** The code that decompresses the bytes when the file is loaded. */
const INFLATE =
  `(async bytes=>new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer()))`;

/**
 * Compresses every WebAssembly module of a script. `await` must be allowed at the calls.
 *
 * @param script The text of a module.
 */
export function withCompressedWasm(script: string): string {
  return script.replace(MODULE, (_, decode: string, base64: string) => {
    const compressed = deflateRawSync(Buffer.from(base64, "base64"), { level: 9 }).toString("base64");
    return `await ${INFLATE}(${decode}("${compressed}"))`;
  });
}

/**
 * The scripts of a bundle with WebAssembly, compressed. Leaves out scripts without WebAssembly.
 *
 * @param scripts The texts by file name.
 * @throws {Error} if no script has any, because jq requires it.
 */
export function compressedScripts(scripts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const compressed = [...scripts].map(([name, script]) => [name, withCompressedWasm(script)] as const)
    .filter(([name, script]) => script !== scripts.get(name));
  if (compressed.length > 0) return new Map(compressed);
  throw new Error("The bundle contains no WebAssembly, although jq requires it");
}

/** Compresses the WebAssembly of the bundle in a folder. */
export async function compressWasm(folder: string): Promise<void> {
  for (const [name, script] of compressedScripts(await readScripts(folder))) {
    await Deno.writeTextFile(`${folder}/${name}`, script);
  }
}

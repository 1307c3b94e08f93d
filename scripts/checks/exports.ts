/**
 * Fails if a file of `src/`, `scripts/` or `tests/` exports a name that no other file imports, unless it is
 * an entry of the package.
 *
 *     deno run -A scripts/checks/exports.ts
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { unusedExports } from "../lint/unused_exports.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ENTRIES = Object.values(config.exports).map((path) => path.slice("./".length));

async function read(sources: Map<string, string>, path: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(ROOT + path)) {
    const file = `${path}/${name}`;
    if (isDirectory) await read(sources, file);
    else if (name.endsWith(".ts")) sources.set(file, await Deno.readTextFile(ROOT + file));
  }
}

const sources = new Map<string, string>();
for (const file of ["mod.ts", "cli.ts"]) sources.set(file, await Deno.readTextFile(ROOT + file));
for (const folder of ["src", "scripts", "tests"]) await read(sources, folder);
const unused = unusedExports(sources, (path) => ENTRIES.includes(path));
if (unused.length > 0) {
  console.error(`Exported, but not imported by another file:\n${unused.join("\n")}`);
  Deno.exitCode = 1;
}

/**
 * The program's sources, copied in the form in which the bundler leaves the most out of the start.
 *
 * A few things are changed in the copy, and none of them in what the program does:
 *
 * - With a file that says `export { … } from` another the bundler takes that other along, so the start would read all
 *   that `mod.ts` names, whatever is used of it; an `export * from` it follows to what is used.
 * - Only `package.json` tells it that no file does anything by being imported.
 * - What several files share it puts into a file for each set of files that share it: some thirty for the start. So each
 *   file that is read late is made to import the whole start, which is there by then: all of it is one file.
 * - What is for Node is left out.
 *
 * @module
 */
import { cp } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";

/** What the program is made of. */
const SOURCES = ["cli.ts", "mod.ts", "src", "deno.json", "deno.lock"];
/** What other sources are in the executable: it runs on Deno alone, so what is for Node is not in it. */
const REPLACED: Readonly<Record<string, string>> = {
  "src/host/node/host.ts": "export {};\n",
  "src/host/system.ts": `export { denoHost as systemHost } from "./deno/host.ts";\n`,
};
/** What is read at the start, as one file; made in the copy. */
const START = "start.ts";
const STATIC_IMPORT = /^import \{[^}]*\} from "(\.[^"]+)";$/gm;
const LATE_IMPORT = /\bimport\("(\.[^"]+\.ts)"\)/g;

/**
 * Copies the sources.
 *
 * @param from The project's folder.
 * @param to The folder of the copy.
 * @returns the copy's program.
 */
export async function copySources(from: string, to: string): Promise<string> {
  for (const name of SOURCES) await cp(join(from, name), join(to, name), { recursive: true });
  const program = join(to, "cli.ts");
  await edit(
    join(to, "mod.ts"),
    (text) => text.replaceAll(/^export (?:type )?\{[^}]*\} from/gm, "export * from"),
  );
  for (const [path, source] of Object.entries(REPLACED)) await Deno.writeTextFile(join(to, path), source);
  await Deno.writeTextFile(join(to, "package.json"), JSON.stringify({ sideEffects: [`./${START}`] }));
  const start = join(to, START);
  await Deno.writeTextFile(start, startOf(await Deno.readTextFile(program)));
  for (const file of await lateFiles(join(to, "src"))) {
    await edit(file, (text) => `import "${relativeImport(file, start)}";\n${text}`);
  }
  return program;
}

/** A file that imports what the program imports. */
function startOf(program: string): string {
  return [...program.matchAll(STATIC_IMPORT)].map(([line]) => line.replace(/^import/, "export")).join("\n");
}

/** The files that some file imports when it needs them. */
async function lateFiles(folder: string): Promise<ReadonlySet<string>> {
  const late = new Set<string>();
  for await (const file of filesIn(folder)) {
    for (const [, path = ""] of (await Deno.readTextFile(file)).matchAll(LATE_IMPORT)) {
      late.add(resolve(dirname(file), path));
    }
  }
  return late;
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* filesIn(path);
    else if (name.endsWith(".ts")) yield path;
  }
}

function relativeImport(from: string, to: string): string {
  return relative(dirname(from), to).replaceAll("\\", "/");
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  await Deno.writeTextFile(path, change(await Deno.readTextFile(path)));
}

/**
 * Copies the program's sources in a form from which the bundler creates a small start.
 *
 * The copy has a few changes that do not affect the program's behaviour:
 *
 * - For `export { … } from`, the bundler includes the whole other file, so a command would load everything that an entry
 *   (`mod.ts`) exports. For `export * from`, it includes only what is used.
 * - Only `package.json` can declare that no file has side effects.
 * - The bundler creates a file for each set of files that share code: about thirty for the start. So each lazily loaded
 *   file imports the whole start, which is loaded by then, and the start becomes one file.
 * - Files for Node are left out.
 *
 * @module
 */
import { cp } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";

/** The files of the program. */
const SOURCES = ["cli.ts", "mod.ts", "src", "deno.json", "deno.lock"];
/** The replacements for files for Node: the executable runs only on Deno. */
const REPLACED: Readonly<Record<string, string>> = {
  "src/host/node/host.ts": "export {};\n",
  "src/host/system.ts": `export { denoHost as systemHost } from "./deno/host.ts";\n`,
};
/** The file with the whole start, created in the copy. */
const START = "start.ts";
/** Small files that most commands import. In a file of their own, each would take 0.3 ms of the start. */
const SHARED = ["src/cli/output/listing.ts", "src/profile/profile.ts"];
const STATIC_IMPORT = /^import \{[^}]*\} from "(\.[^"]+)";$/gm;
const LATE_IMPORT = /\bimport\("(\.[^"]+\.ts)"\)/g;

/**
 * Copies the sources.
 *
 * @param from The project's folder.
 * @param to The folder of the copy.
 * @returns The program in the copy.
 */
export async function copySources(from: string, to: string): Promise<string> {
  for (const name of SOURCES) await cp(join(from, name), join(to, name), { recursive: true });
  const program = join(to, "cli.ts");
  for (const entry of [join(to, "mod.ts"), ...await entriesIn(join(to, "src"))]) {
    await edit(entry, (text) => text.replaceAll(/^export (?:type )?\{[^}]*\} from/gm, "export * from"));
  }
  for (const [path, source] of Object.entries(REPLACED)) await Deno.writeTextFile(join(to, path), source);
  await Deno.writeTextFile(join(to, "package.json"), JSON.stringify({ sideEffects: [`./${START}`] }));
  const start = join(to, START);
  await Deno.writeTextFile(start, startOf(await Deno.readTextFile(program)));
  for (const file of await lateFiles(join(to, "src"))) {
    await edit(file, (text) => `import "${relativeImport(file, start)}";\n${text}`);
  }
  return program;
}

/** The entries of the layers. */
async function entriesIn(folder: string): Promise<readonly string[]> {
  const entries = [];
  for await (const file of filesIn(folder)) if (basename(file) === "mod.ts") entries.push(file);
  return entries;
}

/** A file that imports everything that the program imports. */
function startOf(program: string): string {
  const used = [...program.matchAll(STATIC_IMPORT)].map(([line]) => line.replace(/^import/, "export"));
  return [...used, ...SHARED.map((file) => `export * from "./${file}";`)].join("\n");
}

/** The lazily imported files. */
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

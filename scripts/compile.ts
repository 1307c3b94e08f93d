/**
 * Makes `dist/atlcli` for this machine: bundles `cli.ts` with the Deno that runs this, then compiles the bundle.
 *
 * Where `DENORT_DENO` (a deno) and `DENORT_BIN` (the denort of the same version) are both set, they compile; else the
 * Deno that runs this does, and downloads its denort.
 *
 *     deno task compile
 *
 * @module
 */
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { permissionFlags } from "./permissions.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** The executable that is made. */
export const EXECUTABLE = `${ROOT}dist/atlcli${Deno.build.os === "windows" ? ".exe" : ""}`;

/**
 * How V8 collects garbage in the executable. Left alone it lets the heap grow to several times what is alive, which a
 * long stream of answers fills: `jira search --all --ndjson` of 100,000 issues peaks at 84 MiB with these and at 106
 * without, and takes no longer.
 */
export const V8_FLAGS = "--heap-growing-percent=20,--max-semi-space-size=4";

/** What the program is made of. */
const SOURCES = ["cli.ts", "mod.ts", "src", "deno.json", "deno.lock"];

/**
 * Copies the sources, in the form in which the bundler leaves the most out.
 *
 * With a file that says `export { … } from` another it takes that other along, so the start would read all that
 * `mod.ts` names, whatever is used of it; an `export * from` it follows to what is used. And only `package.json` tells
 * it that no file does anything by being imported.
 *
 * @returns the program's copy.
 */
async function copySources(folder: string): Promise<string> {
  for (const name of SOURCES) await cp(`${ROOT}${name}`, `${folder}/${name}`, { recursive: true });
  const library = await Deno.readTextFile(`${folder}/mod.ts`);
  const followed = library.replaceAll(/^export (?:type )?\{[^}]*\} from/gm, "export * from");
  await Deno.writeTextFile(`${folder}/mod.ts`, followed);
  await Deno.writeTextFile(`${folder}/package.json`, JSON.stringify({ sideEffects: false }));
  return `${folder}/cli.ts`;
}

/**
 * Makes minified files of the program and everything that it imports: some that are read at the start, and for each
 * `import()` some that are read when it is needed.
 *
 * @returns the first.
 */
async function bundle(folder: string): Promise<string> {
  const program = await copySources(`${folder}/sources`);
  const options = [
    "--quiet",
    "--minify",
    "--platform",
    "deno",
    "--code-splitting",
    "--outdir",
    `${folder}/bundle`,
  ];
  await run(Deno.execPath(), ["bundle", ...options, program]);
  return `${folder}/bundle/cli.js`;
}

/** Where from, and where to. */
export interface Paths {
  /** The program: JavaScript that imports nothing, or only what lies beside it. */
  readonly from: string;
  /** The executable that is made. */
  readonly to: string;
}

/**
 * Makes an executable.
 *
 * There is no code cache: the executable would keep it under a name that anybody can guess, in a folder that everybody
 * can write.
 */
export async function compile({ from, to }: Paths): Promise<void> {
  await run(compiler(), [
    "compile",
    "--quiet",
    "--no-config",
    "--no-check",
    "--no-code-cache",
    `--v8-flags=${V8_FLAGS}`,
    ...permissionFlags(Deno.build.os),
    "--output",
    to,
    from,
  ]);
}

function compiler(): string {
  const [deno, denort] = [Deno.env.get("DENORT_DENO"), Deno.env.get("DENORT_BIN")];
  return deno && denort ? deno : Deno.execPath();
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { success } = await new Deno.Command(program, { args: [...args] }).spawn().status;
  if (!success) throw new Error(`Failed to make the executable: deno ${args[0]}`);
}

async function main(): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-compile-" });
  try {
    const script = await bundle(folder);
    await compile({ from: script, to: EXECUTABLE });
    const { size } = await Deno.stat(EXECUTABLE);
    console.log(`${EXECUTABLE}: ${(size / 1e6).toFixed(1)} MB`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) await main();

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
import { fileURLToPath } from "node:url";
import { permissionFlags } from "./permissions.ts";

/** The executable that is made. */
export const EXECUTABLE = fileURLToPath(
  new URL(`../dist/atlcli${Deno.build.os === "windows" ? ".exe" : ""}`, import.meta.url),
);

const ENTRY = fileURLToPath(new URL("../cli.ts", import.meta.url));

/**
 * Makes minified files of the program and everything that it imports: one that is read at the start, and one for each
 * `import()`, which is read when it is needed.
 *
 * @returns the first.
 */
async function bundle(folder: string): Promise<string> {
  const options = ["--quiet", "--minify", "--platform", "deno", "--code-splitting", "--outdir", folder];
  await run(Deno.execPath(), ["bundle", ...options, ENTRY]);
  return `${folder}/cli.js`;
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
    const [program, start] = [await Deno.stat(EXECUTABLE), await Deno.stat(script)];
    console.log(`${EXECUTABLE}: ${megabytes(program.size)}; read at the start: ${megabytes(start.size)}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

if (import.meta.main) await main();

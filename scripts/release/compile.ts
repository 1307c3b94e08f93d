/**
 * Builds executables: bundles `cli.ts` with the Deno that runs this script, then compiles the bundle.
 *
 * Builds of a commit with the same version of Deno are reproducible on any machine.
 *
 * Where `DENORT_DENO` (a deno) and `DENORT_BIN` (the denort of the same version, for this machine) are both
 * set, they compile for this machine. Otherwise the Deno that runs this script does, and downloads its
 * denort.
 *
 *     deno task compile                       # dist/atlcli, for this machine
 *     deno task compile linux-arm64           # dist/atlcli-linux-arm64, and dist/SHA256SUMS
 *     deno task compile all                   # the same, for every system of a release
 *
 * @module
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { RELEASE_TARGETS, type ReleaseTarget } from "../../src/cli/commands/upgrade/release_targets.ts";
import { permissionFlags } from "./permissions.ts";
import { dropBareImports } from "./bare_imports.ts";
import { makeCanonical } from "./canonical.ts";
import { compressWasm } from "./compressed.ts";
import { standInForNode } from "./node_stand_ins.ts";
import { requireSize, sizeOf } from "./sizes.ts";
import { copySources } from "./sources.ts";
import { commitOf, type Stamp, stampSources } from "./stamp.ts";
import { writeSums } from "./sums.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The executable to create. */
export const EXECUTABLE = `${ROOT}dist/atlcli${Deno.build.os === "windows" ? ".exe" : ""}`;

/**
 * How V8 collects garbage in the executable. Without these flags, the heap grows to several times the live data: `jira
 * search --all --ndjson` of 100,000 issues peaks at 84 MiB with them and at 106 without. Concurrent compilers hold
 * memory of their own: converting a page of 5 MB peaks at 120 MiB without them and at 140 with.
 *
 * Feedback is collected and baseline code compiled only after more calls, because most runs end before that pays off:
 * without these two flags, `auth list` takes 1.55 times the CPU of an empty program, and 1.51 with them (each +-0.01).
 *
 * A pull of 500 pages takes 3.6 to 4.3 s of CPU with all flags, 3.8 to 3.9 s with only the last one, and 4.7 s from
 * source without flags. Taking any one away changes less than this noise. It peaks at 81 MiB with all flags, at 99 with
 * only the last one, and at 159 from source. Measure again with `deno task bench`.
 *
 * The last flag is for security: no text is made into code.
 */
export const V8_FLAGS = [
  "--heap-growing-percent=20",
  "--max-semi-space-size=4",
  "--no-concurrent-recompilation",
  "--invocation-count-for-feedback-allocation=32",
  "--baseline-batch-compilation-threshold=65536",
  "--disallow-code-generation-from-strings",
].join(",");

/**
 * Bundles the program and its imports into minified files: some for the start, and some for each `import()`.
 *
 * @returns The entry file.
 */
export async function bundle(folder: string, stamp: Stamp): Promise<string> {
  const program = await copySources(ROOT, `${folder}/sources`);
  await stampSources(`${folder}/sources`, stamp);
  const options = [
    "--quiet",
    "--minify",
    "--platform",
    "deno",
    "--code-splitting",
    "--outdir",
    `${folder}/bundle`,
  ];
  await run(Deno.execPath(), { args: ["bundle", ...options, program] });
  await requireNamedImports(`${folder}/bundle`);
  await standInForNode(`${folder}/bundle`, "cli.js");
  await compressWasm(`${folder}/bundle`);
  await dropBareImports(`${folder}/bundle`);
  await makeCanonical(`${folder}/bundle`, "cli.js");
  return `${folder}/bundle/cli.js`;
}

/**
 * Every `import()` must have a literal path. Importing a file or a `data:` URL needs only read permission, so
 * computed names are forbidden.
 *
 * @throws {Error} if a name is computed.
 */
async function requireNamedImports(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    const [computed] = /\bimport\((?!["'`]).{0,40}/.exec(await Deno.readTextFile(`${folder}/${name}`)) ?? [];
    if (computed !== undefined) throw new Error(`An import has a computed name: ${computed}`);
  }
}

/** The input and output of a compilation. */
interface Paths {
  /** The program: JavaScript that imports only files of the same folder. */
  readonly from: string;
  /** The executable to create. */
  readonly to: string;
  /** The target system; default: this machine's. */
  readonly target?: ReleaseTarget | undefined;
}

/**
 * Creates an executable.
 *
 * Without a code cache: the executable would store it under a predictable name, in a folder that all users
 * can write.
 */
export async function compile({ from, to, target }: Paths): Promise<void> {
  const { program, env } = compiler(target);
  const args = [
    "compile",
    "--quiet",
    "--no-config",
    "--no-check",
    "--no-code-cache",
    `--v8-flags=${V8_FLAGS}`,
    ...permissionFlags(target?.os ?? Deno.build.os),
    ...(target === undefined ? [] : ["--target", target.triple]),
    "--output",
    to,
    from,
  ];
  await run(program, { args, env });
}

/** The compiling deno and its additional variables: the given denort is for this machine. */
function compiler(target: ReleaseTarget | undefined): { readonly program: string; readonly env: Env } {
  const [deno, denort] = [Deno.env.get("DENORT_DENO"), Deno.env.get("DENORT_BIN")];
  const here = target === undefined || target.triple === Deno.build.target;
  if (deno && denort && here) return { program: deno, env: {} };
  return { program: Deno.execPath(), env: { DENORT_BIN: undefined } };
}

/** Variables for a program; `undefined` removes one. */
type Env = Readonly<Record<string, string | undefined>>;

async function run(
  program: string,
  { args, env = {} }: { readonly args: readonly string[]; readonly env?: Env },
): Promise<void> {
  const all = Object.entries({ ...Deno.env.toObject(), ...env });
  const given = Object.fromEntries(
    all.flatMap(([name, value]) => value === undefined ? [] : [[name, value]]),
  );
  const command = new Deno.Command(program, { args: [...args], env: given, clearEnv: true });
  const { success } = await command.spawn().status;
  if (!success) throw new Error(`Failed to create the executable: deno ${args[0]}`);
}

/** An executable to create. */
interface Wanted {
  /** The output path. */
  readonly to: string;
  /** The target system; default: this machine's. */
  readonly target?: ReleaseTarget;
}

/** Creates executables from one bundle, and reports their sizes. */
export async function makeExecutables(wanted: readonly Wanted[], stamp: Stamp): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-compile-" });
  try {
    const from = await bundle(folder, stamp);
    requireSize(await sizeOf(dirname(from)));
    for (const { to, target } of wanted) {
      await compile({ from, to, target });
      const { size } = await Deno.stat(to);
      console.log(`${to}: ${(size / 1e6).toFixed(1)} MB`);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function main([name]: readonly string[]): Promise<void> {
  const stamp = { commit: await commitOf(ROOT) };
  if (name === undefined) return await makeExecutables([{ to: EXECUTABLE }], stamp);
  const targets = RELEASE_TARGETS.filter((target) => name === "all" || target.name === name);
  if (targets.length === 0) {
    const names = RELEASE_TARGETS.map((target) => target.name).join(", ");
    throw new Error(`No system "${name}": use all, ${names}`);
  }
  const dist = `${ROOT}dist`;
  await makeExecutables(targets.map((target) => ({ target, to: `${dist}/${target.file}` })), stamp);
  await writeSums(dist, { version: config.version, files: targets.map(({ file }) => file) });
}

if (import.meta.main) await main(Deno.args);

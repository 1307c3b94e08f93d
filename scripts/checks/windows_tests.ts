/**
 * Runs the Windows tests on Linux, under wine: `deno task test:windows`.
 *
 * `WINE_DENO` names a program that runs Windows' `deno.exe` under wine. Debian's `gcc-mingw-w64-x86-64`
 * compiles helper programs. If either is missing, this reports it and runs nothing; with `CI` set, that is a
 * failure.
 *
 * Tests that wine does not support are skipped by name (`tests/helpers/wine.ts` has the reasons), and run in
 * the workflow's jobs on windows-latest. Three runs: unit tests of what touches paths, files, locks, keychain
 * and processes, with no permission; the contract of the Credential Manager, with the permissions of the
 * executable and no others; the process itself.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { bundle } from "../release/compile.ts";
import { permissionFlags } from "../release/permissions.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COMPILER = "x86_64-w64-mingw32-gcc";

const UNIT = [
  ...["tests/core/paths_test.ts", "tests/core/replace_file_test.ts", "tests/host/", "tests/keychain/"],
  ...[
    "tests/profile/store/",
    "tests/profile/tokens/",
    "tests/profile/folder_profile_test.ts",
    "tests/doctor/",
  ],
  ...[
    "tests/resolver/token_command_test.ts",
    "tests/cli/upgrade_test.ts",
    "tests/cli/upgrade_refused_test.ts",
  ],
  ...["tests/cli/known_names_test.ts", "tests/cli/wiki_docs_files_test.ts", "tests/cli/browser_test.ts"],
];
const CONTRACT = ["tests/e2e/keychain_windows_test.ts"];
const PROCESS = [
  ...["deno_host", "planted_library", "upgrade_running", "walk", "bad_files"],
  ...["foreign_folder", "hostile_files", "parallel_login"],
].map((name) => `tests/e2e/${name}_test.ts`);

/** Converts a Linux path for wine: `/` is drive Z. */
function winePath(path: string): string {
  return `Z:${path.replaceAll("/", "\\")}`;
}

/** Runs a program. Returns whether it succeeded. */
async function succeeds(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: [...args], env, cwd: ROOT }).spawn().status).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Additional environment variables of the tests. */
async function variables(folder: string): Promise<Readonly<Record<string, string>>> {
  const sources = `${ROOT}scripts/checks/windows`;
  const made = [["-shared", "planted", "planted.dll"], ["-s", "program", "program.exe"]] as const;
  for (const [flag, name, file] of made) {
    const args = [flag, "-O1", "-o", `${folder}/${file}`, `${sources}/${name}.c`];
    if (!await succeeds(COMPILER, args)) throw new Error(`"${COMPILER}" did not compile ${name}.c`);
  }
  const cache = Deno.env.get("DENO_DIR");
  return {
    ...(cache !== undefined && { WINE_DENO_DIR: winePath(cache) }),
    ATLCLI_TEST_WINE: "1",
    ATLCLI_TEST_BUNDLE: winePath(await bundle(folder, { commit: undefined })),
    ATLCLI_TEST_KEYCHAIN: "1",
    ATLCLI_TEST_PLANTED: winePath(`${folder}/planted.dll`),
    ATLCLI_TEST_PROGRAM: winePath(`${folder}/program.exe`),
  };
}

/** Why the tests cannot run here. */
async function missing(deno: string | undefined): Promise<string | undefined> {
  if (deno === undefined) return "WINE_DENO names no deno.exe under wine";
  const args = ["--version"];
  const { success } = await new Deno.Command(COMPILER, { args, stdout: "null", stderr: "null" }).output()
    .catch(() => ({ success: false }));
  return success ? undefined : `there is no "${COMPILER}"`;
}

async function main(): Promise<boolean> {
  const deno = Deno.env.get("WINE_DENO");
  const lack = await missing(deno);
  if (lack !== undefined || deno === undefined) {
    console.log(`Windows under wine: not tried, ${lack}`);
    return (Deno.env.get("CI") ?? "") === "";
  }
  const folder = await Deno.makeTempDir({ prefix: "atlcli-windows-" });
  try {
    const env = await variables(folder);
    const test = (flags: readonly string[], files: readonly string[]): Promise<boolean> =>
      succeeds(deno, ["test", "--quiet", "--no-lock", "--no-check", ...flags, ...files], env);
    const done = [
      await test(["--no-prompt", "--reporter=dot"], UNIT),
      await test(permissionFlags("windows"), CONTRACT),
      await test(["--allow-all"], PROCESS),
    ];
    console.log(
      `Unit tests, keychain, processes: ${done.map((success) => success ? "ok" : "failed").join(", ")}`,
    );
    return done.every((success) => success);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main && !await main()) Deno.exit(1);

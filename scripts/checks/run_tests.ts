/**
 * Runs the test files of a suite for this system, and lists the excluded files with the reasons.
 *
 *     deno run -A scripts/checks/run_tests.ts e2e
 *     deno run -A scripts/checks/run_tests.ts e2e --dry-run windows    # lists what would run on that system
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { bundle } from "../release/compile.ts";
import { longestFirst, RUNNERS, selectTests, type System } from "./selection.ts";
import { runFiles } from "./test_pool.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Unit tests of the endurance suite: how long work takes. They measure the CPU time of their process. */
const TIMED = [
  "tests/core/linear_time_test.ts",
  "tests/core/redact_time_test.ts",
  "tests/markdown/hostile_test.ts",
  "tests/sync/tree_time_test.ts",
];

async function main([suite = "", mode, on]: readonly string[]): Promise<number> {
  const system = Object.values(RUNNERS).find((known) =>
    known === (mode === "--dry-run" ? on : Deno.build.os)
  );
  if (system === undefined) throw new RangeError("Unknown system: no tests are selected for it");
  const names = await Array.fromAsync(Deno.readDir(`${ROOT}tests/e2e`), ({ name }) => name);
  const { run, skipped } = selectTests(suite, { system, names });
  for (const { file, because } of skipped) console.log(`not on ${named(system)}: ${file}: ${because}`);
  if (mode === "--dry-run") {
    for (const file of run) console.log(file);
    return 0;
  }
  if (run.length === 0) throw new RangeError(`The suite "${suite}" has nothing for ${named(system)}`);
  const failed = await withBundle((program) =>
    runFiles([...(suite === "endurance" ? TIMED : []), ...longestFirst(run)], {
      cwd: ROOT,
      args: ["-A"],
      env: { ATLCLI_TEST_BUNDLE: program },
    })
  );
  for (const file of failed) console.log(`failed: ${file}`);
  return failed.length === 0 ? 0 : 1;
}

/**
 * Bundles the program as for a release. The tests start it some thousand times, and a bundle starts in half the time of
 * the sources.
 */
async function withBundle<Result>(use: (program: string) => Promise<Result>): Promise<Result> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-tests-" });
  try {
    return await use(await bundle(folder, { commit: undefined }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function named(system: System): string {
  return { linux: "Linux", darwin: "macOS", windows: "Windows" }[system];
}

if (import.meta.main) Deno.exit(await main(Deno.args));

/**
 * A copy of the project, to mutate files and run tests without changing the project itself.
 *
 * @module
 */
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Mutant, mutated } from "./mutants.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const COPIED = ["action", "mod.ts", "deno.json", "deno.lock", "docs/schemas", "scripts", "src", "tests"];
/** Maximum time of a test run, in milliseconds; a longer one counts as endless. */
const LIMIT_MS = 60_000;

/** The fate of a mutant: a test failed, the compiler refused it, or it survived. */
export type End = "killed" | "refused" | "survived";

/** A copy of the project. */
export interface Workshop {
  /** Runs tests on the unchanged copy. */
  passes(tests: readonly string[]): Promise<boolean>;
  /** Applies a mutant, runs the tests until one fails, and restores the file. */
  end(mutant: Mutant, tests: readonly (readonly string[])[]): Promise<End>;
  /** Removes the copy. */
  close(): Promise<void>;
}

/** Creates a copy. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-mutation-" });
  for (const name of COPIED) await cp(`${ROOT}${name}`, `${folder}/${name}`, { recursive: true });
  await forgiveUnused(folder);
  const passes = (tests: readonly string[]): Promise<boolean> =>
    succeeds(folder, ["test", ...TEST, ...tests]);
  return {
    passes,
    async end(mutant, tests) {
      const path = `${folder}/${mutant.file}`;
      const source = await Deno.readTextFile(path);
      await Deno.writeTextFile(path, mutated(source, mutant));
      try {
        for (const stage of tests) if (!await passes(stage)) return "killed";
        return await succeeds(folder, ["check", "--quiet", mutant.file]) ? "survived" : "refused";
      } finally {
        await Deno.writeTextFile(path, source);
      }
    },
    close: () => Deno.remove(folder, { recursive: true }),
  };
}

const TEST = ["--no-prompt", "--no-check", "--fail-fast", "--quiet", "--v8-flags=--max-old-space-size=1024"];

/** Unused variables are allowed, because a mutation may remove the only use. */
async function forgiveUnused(folder: string): Promise<void> {
  const path = `${folder}/deno.json`;
  const config = JSON.parse(await Deno.readTextFile(path));
  const compilerOptions = { ...config.compilerOptions, noUnusedLocals: false, noUnusedParameters: false };
  await Deno.writeTextFile(path, JSON.stringify({ ...config, compilerOptions }));
}

async function succeeds(folder: string, args: readonly string[]): Promise<boolean> {
  const command = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: folder,
    // A time zone other than UTC, so that times without a zone are tested.
    env: { TZ: "Asia/Kolkata" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  });
  const child = command.spawn();
  const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
  const { success } = await child.status;
  clearTimeout(timer);
  return success;
}

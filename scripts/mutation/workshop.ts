/**
 * A copy of the project in which files are made wrong, and tests are run: nothing is written into the project itself.
 *
 * @module
 */
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Mutant, mutated } from "./mutants.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const COPIED = ["mod.ts", "deno.json", "deno.lock", "docs/schemas", "scripts", "src", "tests"];
/** A test that takes longer than this runs for ever. */
const LIMIT_MS = 60_000;

/** How a mutant ended: a test failed, the compiler refuses it, or nobody noticed. */
export type End = "killed" | "refused" | "survived";

/** A copy of the project. */
export interface Workshop {
  /** Runs tests on the copy as it is. */
  passes(tests: readonly string[]): Promise<boolean>;
  /** Puts a mutant in, runs the tests until one fails, and puts everything back. */
  end(mutant: Mutant, tests: readonly (readonly string[])[]): Promise<End>;
  /** Removes the copy. */
  close(): Promise<void>;
}

/** Makes a copy. */
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

/** A variable that a mutant leaves unused is no reason to refuse it: the mistake that it stands for would use it. */
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
    // Not the zone of most build machines, where a time without a zone would mean the same.
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

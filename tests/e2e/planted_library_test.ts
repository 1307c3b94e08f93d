/**
 * Libraries planted in the working directory, with the names of those that the Credential Manager needs.
 *
 * `ATLCLI_TEST_PLANTED` names a library that makes a file `loaded` in the working directory when it is loaded: `deno task
 * test:windows` compiles one. Without it the planted files are no libraries, and loading one fails.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { noRealKeychain } from "./keychain_gate.ts";
import { RELEASED_DENO } from "./released_process.ts";
import { gatedTest, noVariable, onlyOn } from "../helpers/gate.ts";

const PROBE = fileURLToPath(new URL("planted_library_probe.ts", import.meta.url));
const NAMES = ["advapi32.dll", "kernel32.dll", "advapi32", "kernel32", "another.dll"];
const PLANTED = Deno.env.get("ATLCLI_TEST_PLANTED");
const unless = onlyOn("windows", "the Credential Manager is part of Windows") ?? noRealKeychain();

async function inPlantedFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-planted-" });
  try {
    for (const name of NAMES) {
      if (PLANTED === undefined) await Deno.writeTextFile(`${folder}/${name}`, "no library");
      else await Deno.copyFile(PLANTED, `${folder}/${name}`);
    }
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs Deno in a folder; what it printed, and whether a planted library was loaded. */
async function runIn(
  folder: string,
  [program, ...args]: readonly [string, ...string[]],
): Promise<{ readonly out: string; readonly err: string; readonly loaded: boolean }> {
  const { stdout, stderr } = await new Deno.Command(program, { args, cwd: folder }).output();
  const decoder = new TextDecoder();
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  return { out: decoder.decode(stdout), err: decoder.decode(stderr), loaded: names.includes("loaded") };
}

gatedTest({
  name:
    "the Credential Manager works where libraries of the same names lie in the working directory, and loads none",
  unless,
  fn: () =>
    inPlantedFolder(async (folder) => {
      const { out, err, loaded } = await runIn(folder, [...RELEASED_DENO, PROBE]);
      assert.equal(out.trim(), JSON.stringify({ kept: "kept", removed: true }), err);
      assert.equal(loaded, false);
    }),
});

gatedTest({
  name:
    "a name in a list of permissions is looked up in the working directory, which is why there is no list",
  unless: unless ?? noVariable("ATLCLI_TEST_PLANTED", "test:windows"),
  fn: () =>
    inPlantedFolder(async (folder) => {
      // Wine never loads a second library of the name of one of its own.
      await Deno.writeTextFile(`${folder}/open.ts`, 'Deno.dlopen("another.dll", {});');
      const { loaded } = await runIn(folder, [
        ...[Deno.execPath(), "run", "--quiet", "--no-check", "--allow-read"] as const,
        ...["--allow-ffi=another.dll", "open.ts"],
      ]);
      assert.equal(loaded, true);
    }),
});

/**
 * Upgrades of a running executable, which Windows can neither replace nor remove.
 *
 * `ATLCLI_TEST_PROGRAM` names a program that says it is version 9.1.0 and otherwise runs on: `deno task test:windows`
 * compiles one. `e2e/upgrade_test.ts` has the real executables, in the job that makes them.
 */
import assert from "node:assert/strict";
import { replaceExecutable } from "../../src/cli/commands/upgrade/upgrade_replace.ts";
import { denoHost } from "../../src/host/deno/host.ts";
import { sha256 } from "../../scripts/release/sums.ts";
import { gatedTest, noVariable } from "../helpers/gate.ts";

const PROGRAM = Deno.env.get("ATLCLI_TEST_PROGRAM");

/** Starts it, and waits until it runs. */
async function start(path: string): Promise<Deno.ChildProcess> {
  const child = new Deno.Command(path, { stdout: "piped", stderr: "null", stdin: "null" }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  void reader.cancel();
  return child;
}

gatedTest({
  name:
    "upgrades replace an executable while each version before runs, and a later one removes what has ended",
  unless: noVariable("ATLCLI_TEST_PROGRAM", "test:windows"),
  fn: async () => {
    assert.ok(PROGRAM !== undefined);
    const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "atlcli-running-" }));
    const path = Deno.build.os === "windows" ? `${folder}\\atlcli.exe` : `${folder}/atlcli`;
    const sum = await sha256(PROGRAM);
    const upgrade = (): Promise<void> =>
      replaceExecutable(denoHost(), {
        path,
        version: "9.1.0",
        sum,
        open: async () => (await Deno.open(PROGRAM)).readable,
      });
    const running: Deno.ChildProcess[] = [];
    try {
      await Deno.copyFile(PROGRAM, path);
      for (let count = 1; count <= 3; count++) {
        running.push(await start(path));
        await upgrade();
        assert.equal(await sha256(path), sum);
        assert.equal(oldNames(folder).length, Deno.build.os === "windows" ? count : 0);
      }
      for (const child of running.splice(0)) {
        child.kill();
        await child.status;
      }
      await upgrade();
      assert.equal(oldNames(folder).length, Deno.build.os === "windows" ? 1 : 0);
    } finally {
      for (const child of running) {
        child.kill();
        await child.status;
      }
      await Deno.remove(folder, { recursive: true });
    }
  },
});

function oldNames(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.includes(".old-"));
}

/**
 * Two builds give the same bytes, wherever they are made.
 *
 * `deno task test:executable` runs this; elsewhere it is skipped, by name.
 */
import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { RELEASE_TARGETS } from "../../src/cli/commands/upgrade/release_targets.ts";
import { gatedTest, noExecutable } from "../helpers/gate.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PARTS = ["cli.ts", "mod.ts", "src", "scripts", "deno.json", "deno.lock"];

/** Copies the tree, makes the executable there, and gives its sum as the build wrote it. */
async function build(folder: string, target: string): Promise<string> {
  for (const part of PARTS) await cp(`${ROOT}${part}`, `${folder}/${part}`, { recursive: true });
  await Deno.mkdir(`${folder}/tmp`);
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "scripts/release/compile.ts", target],
    cwd: folder,
    env: { TMPDIR: `${folder}/tmp`, TMP: `${folder}/tmp`, TEMP: `${folder}/tmp` },
    stdout: "null",
    stderr: "piped",
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return await Deno.readTextFile(`${folder}/dist/SHA256SUMS`);
}

gatedTest({
  name: "two builds of the same sources, in folders of other names at other times, give the same bytes",
  unless: noExecutable(),
  async fn() {
    const target = RELEASE_TARGETS.find(({ triple }) => triple === Deno.build.target);
    assert.ok(target !== undefined);
    const folder = await Deno.makeTempDir({ prefix: "atlcli-reproducible-" });
    try {
      const one = await build(`${folder}/one`, target.name);
      const other = await build(`${folder}/another/with/a/longer/name`, target.name);
      assert.match(one, new RegExp(`^# atlcli \\S+\n[0-9a-f]{64}  ${target.file}\n$`));
      assert.equal(other, one);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

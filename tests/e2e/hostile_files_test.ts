/** A hostile credentials file of each kind, and ones that are too large, through the real process. */
import assert from "node:assert/strict";
import { CANARY, HOSTILE_KINDS, type HostileFile, hostileFiles } from "../helpers/hostile_files.ts";
import { type Home, inHome } from "./atlcli_process.ts";

const PLACE = /^Error: .*credentials\.json": (?:line \d+, column \d+|currentProfile|profiles\S*|larger than)/;
/** Kinds that mostly fit are tried until one does not. */
const TRIES = 20;

async function requireRefusal(home: Home, kind: string): Promise<boolean> {
  const { exit, out, err } = await home.run(["auth", "list"]);
  assert.doesNotMatch(err, /^\s+at |\bundefined\b|Uncaught|RangeError|out of memory/m, kind);
  assert.ok(!(out + err).includes(CANARY), kind);
  if (exit === 0) return false;
  assert.equal(exit, 8, `${kind}: ${err}`);
  assert.equal(out, "");
  assert.match(err, PLACE, kind);
  return true;
}

function ofKind(kind: string): readonly HostileFile[] {
  return [...hostileFiles({ count: TRIES * HOSTILE_KINDS.length, seed: 3 })].filter((file) =>
    file.kind === kind
  );
}

for (const kind of HOSTILE_KINDS) {
  Deno.test(`a hostile credentials file is refused by the process, and its bytes stay: ${kind}`, () =>
    inHome(async (home) => {
      await home.write("");
      let refused = false;
      for (const { bytes } of ofKind(kind)) {
        await Deno.writeFile(home.file, bytes);
        refused = await requireRefusal(home, kind);
        assert.deepEqual(await Deno.readFile(home.file), Uint8Array.from(bytes), kind);
        if (refused) break;
      }
      assert.ok(refused, `None of ${TRIES} was refused`);
    }));
}

for (const size of [16 * 1024 * 1024 + 1, 3 * 1024 ** 3]) {
  Deno.test(`a credentials file of ${size} bytes is refused before it is read`, () =>
    inHome(async (home) => {
      await home.write("");
      // A hole in the file: it takes no room on the disk.
      await Deno.truncate(home.file, size);
      const start = performance.now();
      assert.ok(await requireRefusal(home, "huge"));
      assert.ok(performance.now() - start < 20_000);
      assert.equal((await Deno.stat(home.file)).size, size);
    }));
}

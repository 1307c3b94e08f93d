import assert from "node:assert/strict";
import { HOSTILE_KINDS, type HostileFile, hostileFiles } from "../../helpers/hostile_files.ts";
import { testHostileFiles } from "../../helpers/hostile_files_cases.ts";

testHostileFiles(300);

Deno.test("hostileFiles() makes the same files for the same seed", () => {
  const made = (
    seed: number,
  ): readonly HostileFile[] => [...hostileFiles({ count: HOSTILE_KINDS.length, seed })];
  assert.deepEqual(made(5), made(5));
  assert.notDeepEqual(made(5), made(6));
});

/** Renames that Windows refuses for a moment, with a runtime and a clock that the test controls. */
import assert from "node:assert/strict";
import { FileFault } from "../../../src/core/host.ts";
import { RENAME_PAUSES_MS, renameFile } from "../../../src/host/shared/rename_file.ts";

/** As Deno reports ERROR_SHARING_VIOLATION and ERROR_ACCESS_DENIED. */
const REFUSALS = [
  { reason: "busy", error: Object.assign(new Error("os error 32"), { code: "EBUSY" }) },
  { reason: "denied", error: Object.assign(new Error("os error 5"), { code: "EPERM" }) },
] as const;

/** A runtime whose next renames fail. */
function runtime({ failures, isFolder = false, isWindows = true }: {
  readonly failures: readonly Error[];
  readonly isFolder?: boolean;
  readonly isWindows?: boolean;
}): {
  readonly rename: ReturnType<typeof renameFile>;
  readonly attempts: string[];
  readonly pauses: number[];
} {
  const left = [...failures];
  const attempts: string[] = [];
  const pauses: number[] = [];
  const rename = renameFile({
    isWindows: () => isWindows,
    rename: (from, to) => {
      attempts.push(`${from} ${to}`);
      const failure = left.shift();
      return failure === undefined ? Promise.resolve() : Promise.reject(failure);
    },
    isFolder: () => Promise.resolve(isFolder),
    clock: { sleep: (ms) => Promise.resolve(void pauses.push(ms)) },
  });
  return { rename, attempts, pauses };
}

for (const { reason, error } of REFUSALS) {
  Deno.test(`renameFile() tries again on Windows while a rename is ${reason}`, async () => {
    const { rename, attempts, pauses } = runtime({ failures: [error, error, error] });
    await rename("a", "b");
    assert.deepEqual(attempts, ["a b", "a b", "a b", "a b"]);
    assert.deepEqual(pauses, [10, 20, 30]);
  });

  Deno.test(`renameFile() ends with the fault when a rename stays ${reason}, after less than three seconds`, async () => {
    const { rename, attempts, pauses } = runtime({ failures: Array(1_000).fill(error) });
    await assert.rejects(rename("a", "b"), (fault) => {
      assert.ok(fault instanceof FileFault);
      assert.equal(fault.reason, reason);
      assert.equal(fault.path, "a");
      return true;
    });
    assert.equal(attempts.length, RENAME_PAUSES_MS.length + 1);
    assert.ok(pauses.reduce((sum, ms) => sum + ms, 0) < 3_000);
  });

  Deno.test(`renameFile() tries once on other systems when a rename is ${reason}`, async () => {
    const { rename, attempts, pauses } = runtime({ failures: [error], isWindows: false });
    await assert.rejects(rename("a", "b"), { reason });
    assert.equal(attempts.length, 1);
    assert.deepEqual(pauses, []);
  });
}

Deno.test("renameFile() tries once on Windows when nothing is there to rename", async () => {
  const absent = Object.assign(new Error("os error 2"), { code: "ENOENT" });
  const { rename, attempts } = runtime({ failures: [absent] });
  await assert.rejects(rename("a", "b"), { reason: "not-found" });
  assert.equal(attempts.length, 1);
});

Deno.test("renameFile() reports a folder in the target's place as such, without waiting", async () => {
  const { rename, pauses } = runtime({ failures: [REFUSALS[1].error], isFolder: true });
  await assert.rejects(rename("a", "d"), { reason: "is-folder" });
  assert.deepEqual(pauses, []);
});

/**
 * What every Host must do about locks: give them to one at a time, or say that it has none.
 *
 * @module
 */
import assert from "node:assert/strict";
import { faults, type Register } from "./host_contract.ts";

/** For a lock that another process holds. */
const NOW = { timeoutMs: 20 };
/** For a lock that is free, also on a machine that is busy. */
const SOON = { timeoutMs: 5_000 };

/** Registers the tests of a host that has locks. */
export function locking(test: Register): void {
  test("gives a lock to one at a time", async ({ files, at }) => {
    const free = await files.lock(at("lock"), SOON);
    assert.ok(free);
    assert.equal(await files.lock(at("lock"), NOW), undefined);
    free();
    const again = await files.lock(at("lock"), SOON);
    assert.ok(again);
    again();
  });
  test("gives different locks at the same time", async ({ files, at }) => {
    const one = await files.lock(at("one"), SOON);
    const two = await files.lock(at("two"), SOON);
    assert.ok(one);
    assert.ok(two);
    one();
    two();
  });
  test("releases a lock only once, and never the lock of another holder", async ({ files, at }) => {
    const first = await files.lock(at("lock"), SOON);
    first?.();
    const second = await files.lock(at("lock"), SOON);
    first?.();
    assert.equal(await files.lock(at("lock"), NOW), undefined);
    second?.();
  });
  test("hands a lock on to all who wait, fifty of them", async ({ files, at }) => {
    const free = await files.lock(at("lock"), SOON);
    const waiting = Array.from({ length: 50 }, async () => {
      const mine = await files.lock(at("lock"), { timeoutMs: 5_000 });
      mine?.();
      return mine !== undefined;
    });
    free?.();
    assert.deepEqual(new Set(await Promise.all(waiting)), new Set([true]));
  });
  test("makes the lock's file for its user alone", async ({ files, at, expected }) => {
    (await files.lock(at("lock"), SOON))?.();
    assert.equal((await files.stat(at("lock")))?.mode, expected.mode(0o600));
  });
  test("locks no link, and makes nothing behind it", async ({ files, at, link }) => {
    await link(at("lock"), at("elsewhere"));
    await faults(files.lock(at("lock"), NOW), "is-link");
    assert.equal(await files.stat(at("elsewhere")), undefined);
  });
  test("locks no folder", async ({ files, at }) => {
    await files.makeFolder(at("lock"), { mode: 0o700 });
    await faults(files.lock(at("lock"), NOW), "is-folder");
  });
  test("takes no lock in a folder that is not there", async ({ files, at }) => {
    await faults(files.lock(at("no/lock"), NOW), "not-found");
    await files.makeFolder(at("no"), { mode: 0o700 });
    (await files.lock(at("no/lock"), SOON))?.();
  });
}

/** Registers the tests of a host that has none. */
export function lockless(test: Register): void {
  test("says that it has no locks, and makes nothing", async ({ files, at }) => {
    await faults(files.lock(at("lock"), NOW), "no-locks");
    assert.equal(await files.stat(at("lock")), undefined);
  });
}

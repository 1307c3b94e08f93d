/** Locks on a simulated system whose files have inode numbers or none, and are replaced when the test says so. */
import assert from "node:assert/strict";
import { lockQueue } from "../../../src/host/deno/lock.ts";
import {
  type FileIdentity,
  lockFile,
  type LockSystem,
  type OpenLockFile,
} from "../../../src/host/deno/lock_file.ts";

const PATH = "/home/me/lock";

/** What the two ways to look at a file tell of its numbers. */
const NUMBERS: Readonly<Record<string, (ino: number) => { open: Numbers; there: Numbers }>> = {
  "with inode numbers": (ino) => ({ open: { dev: 7, ino }, there: { dev: 7, ino } }),
  "whose open files have none, as in Deno 2.4.2 on Windows": (ino) => ({
    open: { dev: 0, ino: null },
    there: { dev: 7, ino },
  }),
  "without inode numbers": () => ({ open: { dev: 0, ino: null }, there: { dev: 0, ino: null } }),
};

type Numbers = Pick<FileIdentity, "dev" | "ino">;

/** A folder with one lock file, which is replaced `replacements` times during the wait. */
function system(numbers: (ino: number) => { open: Numbers; there: Numbers }, replacements: number): {
  readonly files: LockSystem<OpenLockFile & { readonly made: number }>;
  readonly open: Set<number>;
  readonly made: () => number;
} {
  const open = new Set<number>();
  let made = 1;
  const times = (file: number): Pick<FileIdentity, "mtime" | "birthtime"> => ({
    mtime: new Date(file * 1_000),
    birthtime: new Date(0),
  });
  const openFile = (): OpenLockFile & { readonly made: number } => {
    const mine = made;
    open.add(mine);
    return {
      made: mine,
      lock: () => Promise.resolve(made <= replacements ? void made++ : undefined),
      stat: () => Promise.resolve({ ...numbers(mine).open, ...times(mine) }),
      close: () => void open.delete(mine),
    };
  };
  return {
    files: {
      open: () => Promise.resolve(openFile()),
      lstat: () => ({ ...numbers(made).there, ...times(made) }),
    },
    open,
    made: () => made,
  };
}

for (const [kind, numbers] of Object.entries(NUMBERS)) {
  Deno.test(`lockFile() locks the file at the path on a system ${kind}`, async () => {
    const { files, open } = system(numbers, 0);
    assert.equal((await lockFile(files, { path: PATH, isWanted: () => true }))?.made, 1);
    assert.deepEqual([...open], [1]);
  });

  Deno.test(`lockFile() does not keep the lock of a file that was replaced, on a system ${kind}`, async () => {
    const { files, open } = system(numbers, 3);
    assert.equal((await lockFile(files, { path: PATH, isWanted: () => true }))?.made, 4);
    assert.deepEqual([...open], [4]);
  });

  Deno.test(`lockFile() ends on a system ${kind} where every file is replaced`, async () => {
    const { files, open, made } = system(numbers, Infinity);
    await assert.rejects(lockFile(files, { path: PATH, isWanted: () => true }), { reason: "other" });
    assert.equal(made(), 21);
    assert.deepEqual([...open], []);
  });

  Deno.test(`lockFile() ends on a system ${kind} when the wait is aborted`, async () => {
    const { files, open, made } = system(numbers, Infinity);
    const isWanted = (): boolean => made() < 5;
    assert.equal(await lockFile(files, { path: PATH, isWanted }), undefined);
    assert.deepEqual([...open], []);
  });

  Deno.test(`lockQueue() gives the lock to one after the other on a system ${kind}`, async () => {
    const { files, open } = system(numbers, 1);
    const locks = lockQueue(files);
    const first = await locks.take(PATH, 1_000);
    const second = locks.take(PATH, 1_000);
    first?.();
    (await second)?.();
    assert.deepEqual([...open], []);
  });
}

/**
 * Exclusive file locks (`flock`; `LockFileEx` on Windows), which the system releases when a process ends.
 *
 * Deno waits for a lock in one of the few threads (32) that serve all file operations, and cannot cancel the wait. So
 * per path at most one caller in this process waits for the system, and the others wait for that one.
 *
 * @module
 */
import { FileFault } from "../../core/host.ts";
import { ifExists } from "../shared/file_errors.ts";
import { lockFile, type LockSystem, type OpenLockFile } from "./lock_file.ts";

/** The locks of one host. */
interface LockQueue {
  /** Takes the lock on a file; `undefined` after the time limit. @throws {FileFault} */
  take(path: string, timeoutMs: number): Promise<(() => void) | undefined>;
}

const LOCK_MODE = 0o600;

const SYSTEM: LockSystem<OpenLockFile> = { open: openLockFile, lstat: (path) => Deno.lstat(path) };

/** Creates an empty queue. */
export function lockQueue(system: LockSystem<OpenLockFile> = SYSTEM): LockQueue {
  const tails = new Map<string, Promise<void>>();
  return {
    take: (path, timeoutMs) => {
      const done = Promise.withResolvers<void>();
      const before = tails.get(path) ?? Promise.resolve();
      const tail = before.then(() => done.promise);
      tails.set(path, tail);
      void tail.then(() => {
        if (tails.get(path) === tail) tails.delete(path);
      });
      return takeTurn(path, { system, before, timeoutMs, done: done.resolve });
    },
  };
}

interface Turn {
  readonly system: LockSystem<OpenLockFile>;
  readonly before: Promise<void>;
  readonly timeoutMs: number;
  readonly done: () => void;
}

async function takeTurn(path: string, turn: Turn): Promise<(() => void) | undefined> {
  let late = false;
  const taking = turn.before.then(() => lockFile(turn.system, { path, isWanted: () => !late })).then(
    (file) => {
      if (file === undefined || late) {
        file?.close();
        turn.done();
        return undefined;
      }
      return file;
    },
  );
  taking.catch(turn.done);
  const timer = Promise.withResolvers<undefined>();
  const id = setTimeout(() => {
    late = true;
    timer.resolve(undefined);
  }, turn.timeoutMs);
  try {
    const file = await Promise.race([taking, timer.promise]);
    return file && once(() => {
      file.close();
      turn.done();
    });
  } finally {
    clearTimeout(id);
  }
}

function once(action: () => void): () => void {
  let open = true;
  return () => {
    if (!open) return;
    open = false;
    action();
  };
}

async function openLockFile(path: string): Promise<Deno.FsFile> {
  const before = await ifExists(path, () => Deno.lstat(path));
  if (before?.isSymlink === true) throw new FileFault("is-link", path);
  if (before?.isDirectory === true) throw new FileFault("is-folder", path);
  const file = await Deno.open(path, { read: true, write: true, create: true, mode: LOCK_MODE });
  // Undoes the umask, which may have removed bits that are needed to open the file again. Windows has no umask.
  if (before === undefined && Deno.build.os !== "windows") await Deno.chmod(path, LOCK_MODE).catch(() => {});
  return file;
}

/**
 * Opens and locks a file, and checks that the lock is on the file that is at the path: a lock on a removed file excludes
 * nobody.
 *
 * @module
 */
import { FileFault } from "../../core/host.ts";
import { faulting, unlessAbsent } from "../shared/file_errors.ts";

/** What tells one file from another. */
export type FileIdentity = Pick<Deno.FileInfo, "dev" | "ino" | "mtime" | "birthtime">;

/** A file that is open. */
export interface OpenLockFile {
  /** Waits for the exclusive lock. */
  lock(exclusive: true): Promise<void>;
  /** What the system says of the open file, whatever is at its path now. */
  stat(): Promise<FileIdentity>;
  /** Closes it, which frees the lock. */
  close(): void;
}

/** What locking needs of the runtime. */
export interface LockSystem<File extends OpenLockFile> {
  /** Opens the file, and makes it where none is. */
  readonly open: (path: string) => Promise<File>;
  /** What the system says of what is at a path; links are not followed. */
  readonly lstat: (path: string) => FileIdentity | Promise<FileIdentity>;
}

/** How often a file may be replaced while this waits for its lock. */
const MAX_ATTEMPTS = 20;

/**
 * Opens and locks a file, again when it was replaced in the meantime.
 *
 * @param options The path, and whether anybody still wants the lock.
 * @returns the file; `undefined` when nobody wants it any more.
 * @throws {FileFault} `other` when each of {@linkcode MAX_ATTEMPTS} files was replaced.
 */
export async function lockFile<File extends OpenLockFile>(
  { open, lstat }: LockSystem<File>,
  { path, isWanted }: { readonly path: string; readonly isWanted: () => boolean },
): Promise<File | undefined> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (!isWanted()) return undefined;
    const file = await faulting(path, () => open(path));
    try {
      await faulting(path, () => file.lock(true));
      const there = await unlessAbsent(path, () => lstat(path));
      if (there !== undefined && isSameFile(await file.stat(), there)) return file;
    } catch (error) {
      file.close();
      throw error;
    }
    file.close();
  }
  throw new FileFault("other", path, { cause: new Error(`It was replaced ${MAX_ATTEMPTS} times`) });
}

/**
 * Whether both are one file: by device and inode number where the system tells both, else by the times of creation and
 * of the last change. Nothing is ever written to a lock file, so a file in its place is a younger one.
 *
 * `FsFile.stat()` gives `dev` 0 and `ino` null on Windows up to Deno 2.4.2, where `lstat()` has them.
 *
 * @see https://github.com/denoland/deno/pull/30637
 */
function isSameFile(open: FileIdentity, there: FileIdentity): boolean {
  if (isNumbered(open) && isNumbered(there)) return open.dev === there.dev && open.ino === there.ino;
  return open.mtime?.getTime() === there.mtime?.getTime() &&
    open.birthtime?.getTime() === there.birthtime?.getTime();
}

function isNumbered({ dev, ino }: FileIdentity): boolean {
  return ino !== null && ino !== 0 && dev !== 0;
}

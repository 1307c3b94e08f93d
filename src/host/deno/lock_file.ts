/**
 * Opens and locks a file, and checks that the locked file is still at the path. A lock on a removed file excludes no
 * other process.
 *
 * @module
 */
import { FileFault } from "../../core/host.ts";
import { asFileFault, ifExists } from "../shared/file_errors.ts";

/** The metadata that identifies a file. */
export type FileIdentity = Pick<Deno.FileInfo, "dev" | "ino" | "mtime" | "birthtime">;

/** An open file. */
export interface OpenLockFile {
  /** Waits for the exclusive lock. */
  lock(exclusive: true): Promise<void>;
  /** The metadata of the open file, whatever is at its path now. */
  stat(): Promise<FileIdentity>;
  /** Closes the file, which releases the lock. */
  close(): void;
}

/** The operations of the runtime that locking needs. */
export interface LockSystem<File extends OpenLockFile> {
  /** Opens the file, and creates it if it does not exist. */
  readonly open: (path: string) => Promise<File>;
  /** Metadata of a path, without following links. */
  readonly lstat: (path: string) => FileIdentity | Promise<FileIdentity>;
}

/** Maximum number of times that a file may be replaced while waiting for its lock. */
const MAX_ATTEMPTS = 20;

/**
 * Opens and locks a file, and retries if the file was replaced in the meantime.
 *
 * @param options The path, and whether any caller still wants the lock.
 * @returns The file; `undefined` if no caller wants it any more.
 * @throws {FileFault} `other` if the file was replaced {@linkcode MAX_ATTEMPTS} times.
 */
export async function lockFile<File extends OpenLockFile>(
  { open, lstat }: LockSystem<File>,
  { path, isWanted }: { readonly path: string; readonly isWanted: () => boolean },
): Promise<File | undefined> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (!isWanted()) return undefined;
    const file = await asFileFault(path, () => open(path));
    try {
      await asFileFault(path, () => file.lock(true));
      const there = await ifExists(path, () => lstat(path));
      if (there !== undefined && isSameFile(await file.stat(), there)) return file;
    } catch (error) {
      file.close();
      throw error;
    }
    file.close();
  }
  throw new FileFault("other", path, { cause: new Error(`Replaced ${MAX_ATTEMPTS} times`) });
}

/**
 * Whether both are the same file: by device and inode number if the system reports both, else by the times of creation
 * and of the last change. A lock file is never written to, so a replacement is younger.
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

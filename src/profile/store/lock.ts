/**
 * Writes the credentials file and its backup: under the lock, via a temporary file.
 *
 * @module
 */
import type { Host } from "../../core/host.ts";
import { baseName, joinPath, parentPath } from "../../core/paths.ts";
import { busy } from "./errors.ts";
import { replaceFile, type ReplaceFileHost } from "../../core/replace_file.ts";

/** Names in the folder that belong to this program: profiles, names for completion, the state of upgrades. */
const OWN_FILES = ["credentials.json", "seen.json", "update.", "upgrade.lock"];

/** Whether a file in the folder belongs to this program, including temporary files and backups. */
export function isOwnFile(name: string): boolean {
  return OWN_FILES.some((own) => name.startsWith(own));
}

/** The mode of the credentials file and of all files beside it. */
export const FILE_MODE = 0o600;
/** Time limit for the lock in milliseconds: twenty processes, each changing a file of 1,000 profiles, take their turns within it. */
const LOCK_TIMEOUT_MS = 30_000;
const LEFTOVER = /^\.tmp-[0-9a-z]{8}$/;

/**
 * Runs an operation under the lock, so that no other process changes the file.
 *
 * @param options The path of the credentials file, whose folder must exist, and the operation.
 * @throws {StorageError} `credentials-file-busy` if another process held the lock for 30 seconds.
 * @throws {FileFault} if the lock cannot be taken.
 */
export async function underLock<T>(
  { files }: Pick<Host, "files">,
  { path, action }: { readonly path: string; readonly action: () => Promise<T> },
): Promise<T> {
  const unlock = await files.lock(`${path}.lock`, { timeoutMs: LOCK_TIMEOUT_MS });
  if (unlock === undefined) throw busy(path);
  try {
    return await action();
  } finally {
    unlock();
  }
}

/**
 * Replaces a file of the folder, removes leftovers of killed writers, and flushes the folder. Requires the lock.
 *
 * @throws {FileFault} if the system refuses; the file is unchanged then.
 */
export async function replaceOwnFile(
  host: ReplaceFileHost,
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
): Promise<void> {
  for (const leftover of await leftoversOf(host, path)) await host.files.remove(leftover);
  await replaceFile(host, { path, content: bytes, mode: FILE_MODE });
  await host.files.syncFolder(parentPath(path) ?? path);
}

/**
 * The temporary files of a file. Only a writer with the lock creates them, so the holder of the lock sees only those of
 * killed writers.
 */
export async function leftoversOf({ files }: Pick<Host, "files">, path: string): Promise<readonly string[]> {
  const [folder, name] = [parentPath(path) ?? path, baseName(path)];
  const others = await files.list(folder) ?? [];
  return others.filter((other) => other.startsWith(name) && LEFTOVER.test(other.slice(name.length)))
    .map((other) => joinPath(folder, other));
}

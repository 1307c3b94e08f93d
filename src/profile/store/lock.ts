/**
 * How the credentials file and its backup are written: under the lock, by way of a temporary file.
 *
 * @module
 */
import type { Host } from "../../core/host.ts";
import { baseName, joinPath, parentPath } from "../../core/paths.ts";
import { busy } from "./errors.ts";
import { replaceFile, type ReplaceFileHost } from "../../core/replace_file.ts";

/** What this program keeps in the folder: profiles, names for completion, what is known of newer versions. */
const OWN_FILES = ["credentials.json", "seen.json", "update.", "upgrade.lock"];

/** Whether a file in the folder is this program's own; what lies beside one, for a moment or as a copy, is, too. */
export function isOwnFile(name: string): boolean {
  return OWN_FILES.some((own) => name.startsWith(own));
}

/** The mode of the file, and of everything beside it. */
export const FILE_MODE = 0o600;
/** Longer than any change takes, and shorter than a person's patience. */
const LOCK_TIMEOUT_MS = 10_000;
const LEFTOVER = /^\.tmp-[0-9a-z]{8}$/;

/**
 * Does something while no other process changes the file.
 *
 * @param options The credentials file, whose folder has to be there, and what is done.
 * @throws {StorageError} `credentials-file-busy`
 * @throws {FileFault} when the lock cannot be taken.
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
 * Replaces a file of the folder, removes what dead writers left beside it, and flushes the folder. Only under the lock.
 *
 * @throws {FileFault} when the system refuses: the file is as it was.
 */
export async function replaceOwnFile(
  host: ReplaceFileHost,
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
): Promise<void> {
  for (const leftover of await leftoversOf(host, path)) await host.files.remove(leftover);
  await replaceFile(host, { path, content: bytes, mode: FILE_MODE });
  await host.files.syncFolder(parentPath(path) ?? path);
}

/** The temporary files of a file. Only writers make them, and only under the lock: whoever holds it sees those of dead ones. */
export async function leftoversOf({ files }: Pick<Host, "files">, path: string): Promise<readonly string[]> {
  const [folder, name] = [parentPath(path) ?? path, baseName(path)];
  const others = await files.list(folder) ?? [];
  return others.filter((other) => other.startsWith(name) && LEFTOVER.test(other.slice(name.length)))
    .map((other) => joinPath(folder, other));
}

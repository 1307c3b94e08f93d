/**
 * Renames, on Windows with a bounded number of retries.
 *
 * Windows refuses a rename while an indexer or a virus scanner has one of the two files open, usually for some
 * milliseconds: ERROR_ACCESS_DENIED (5), ERROR_SHARING_VIOLATION (32) or ERROR_LOCK_VIOLATION (33). On other systems an
 * open file can be renamed, so a refusal is final.
 *
 * @see https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-
 * @see https://github.com/isaacs/node-graceful-fs/pull/104 for the remedy and its step sizes
 * @module
 */
import { type Clock, FileFault, type Files } from "../../core/host.ts";
import { asFileFault } from "./file_errors.ts";

/** The pauses between attempts, in milliseconds: 10, 20, … 100, then 100 each; 2.55 s in total. */
export const RENAME_PAUSES_MS: readonly number[] = Array.from(
  { length: 30 },
  (_, index) => Math.min(10 * (index + 1), 100),
);

/** The operations of the runtime that a rename needs. */
interface RenameSystem {
  /** Whether this is Windows. */
  readonly isWindows: () => boolean;
  /** Renames once. */
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Whether the path itself is a folder, without following links. */
  readonly isFolder: (path: string) => Promise<boolean>;
  /** Waits between attempts. */
  readonly clock: Pick<Clock, "sleep">;
}

/** `rename` of {@linkcode Files}. */
export function renameFile({ isWindows, rename, isFolder, clock }: RenameSystem): Files["rename"] {
  return async (from, to) => {
    const pauses = isWindows() ? RENAME_PAUSES_MS : [];
    for (const pause of pauses) {
      const fault = await attempt(() => asFileFault(from, () => rename(from, to)));
      if (fault === undefined) return;
      // Windows reports a folder in the target's place as "access denied", which no retry changes.
      if (await isFolder(to).catch(() => false)) throw new FileFault("is-folder", from, { cause: fault });
      await clock.sleep(pause);
    }
    await asFileFault(from, () => rename(from, to));
  };
}

/** Returns the fault if a retry may succeed. @throws {FileFault} any other. */
async function attempt(action: () => Promise<void>): Promise<FileFault | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    if (error instanceof FileFault && (error.reason === "denied" || error.reason === "busy")) return error;
    throw error;
  }
}

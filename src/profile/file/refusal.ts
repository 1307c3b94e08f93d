/**
 * What is said of a credentials file that cannot be used.
 *
 * @module
 */
import { StorageError } from "../../core/errors.ts";

/** The largest file, in bytes: about 40,000 profiles. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * Refuses a file that is too large to be one.
 *
 * @param size Its bytes.
 * @throws {StorageError} `credentials-file`
 */
export function requireSize(size: number, path: string): void {
  if (size <= MAX_FILE_BYTES) return;
  throw unusable(path, `it has more than ${MAX_FILE_BYTES} bytes`);
}

/** It cannot be used, and why. */
export function unusable(path: string, problem: string): StorageError {
  return new StorageError("credentials-file", `Cannot use the credentials file "${path}": ${problem}`, {
    hint:
      `Correct it with an editor, or go back to the version before, if there is one ("${path}.bak"): atlcli doctor --fix`,
  });
}

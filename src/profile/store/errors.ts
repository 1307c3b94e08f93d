/**
 * Errors of reading and writing the credentials file.
 *
 * @module
 */
import { StorageError } from "../../core/errors.ts";
import { FileFault, type FileFaultReason } from "../../core/host.ts";

const BY_ENVIRONMENT = "give the credentials by ATLCLI_SITE, ATLCLI_EMAIL and ATLCLI_API_TOKEN";

const HINTS: Readonly<Record<FileFaultReason, string>> = {
  "denied": `See whose it is with ls -la, and make it yours with chown; or ${BY_ENVIRONMENT}`,
  "busy": "Close the program that has it open (an editor, a virus scanner or a backup), and try again",
  "full": "Free some space and try again; the file is as it was",
  "read-only": `Set ATLCLI_CONFIG_DIR to a folder that can be written, or ${BY_ENVIRONMENT}`,
  "is-folder": "Move the folder away and try again",
  "not-folder": "Move the file away and try again, or set ATLCLI_CONFIG_DIR to another folder",
  "is-link": "Remove the link and try again",
  "not-regular": "Move it away and try again",
  "not-found": "Make the folder that the link leads to, or remove the link",
  "no-locks": `Change it with the executable, or run this with Deno; or ${BY_ENVIRONMENT}`,
  "exists": "Try again",
  "other": `Set ATLCLI_CONFIG_DIR to another folder, or ${BY_ENVIRONMENT}`,
};

/**
 * Runs an operation on the credentials file.
 *
 * @throws {StorageError} `credentials-file` instead of a {@linkcode FileFault}.
 */
export async function asStorageError<T>(
  verb: "read" | "change",
  path: string,
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const problem = error.message.charAt(0).toLowerCase() + error.message.slice(1);
    throw unusable(`Cannot ${verb} the credentials file "${path}": ${problem}`, {
      hint: HINTS[error.reason],
      cause: error,
    });
  }
}

/** Creates the error for an unusable credentials file. */
export function unusable(
  message: string,
  options: { readonly hint: string; readonly cause?: unknown },
): StorageError {
  return new StorageError("credentials-file", message, options);
}

/** Creates the error for a lock that another process held too long. */
export function busy(path: string): StorageError {
  return new StorageError(
    "credentials-file-busy",
    `Another process is changing the credentials file "${path}"`,
    {
      hint: `Try again when it is done. "${path}.lock" is free as soon as that process has ended`,
    },
  );
}

/** Creates the error for a missing home folder. */
export function noHome(): StorageError {
  return unusable("There is no home folder to keep the credentials file in", {
    hint: `Set ATLCLI_CONFIG_DIR to a folder, or ${BY_ENVIRONMENT}`,
  });
}

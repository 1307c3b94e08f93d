/**
 * Converts the file errors of Deno, Node and Bun to {@linkcode FileFault}, by code and class name.
 *
 * @module
 */
import { FileFault, type FileFaultReason } from "../../core/host.ts";

/** The system's error codes, which all runtimes set. */
const BY_CODE: Readonly<Partial<Record<string, FileFaultReason>>> = {
  EEXIST: "exists",
  EACCES: "denied",
  EPERM: "denied",
  // Windows: ERROR_SHARING_VIOLATION (32) and ERROR_LOCK_VIOLATION (33), as libuv and Deno translate them.
  EBUSY: "busy",
  ENOSPC: "full",
  EDQUOT: "full",
  EROFS: "read-only",
  EISDIR: "is-folder",
  ENOTDIR: "not-folder",
  ENOENT: "not-found",
};

/** Windows has other codes for some of these; the names of Deno's classes cover them. */
const BY_NAME: Readonly<Partial<Record<string, FileFaultReason>>> = {
  NotCapable: "denied",
  PermissionDenied: "denied",
  AlreadyExists: "exists",
  Busy: "busy",
  IsADirectory: "is-folder",
  NotADirectory: "not-folder",
  NotFound: "not-found",
};

/** Converts an error about a path. */
export function fileFault(error: unknown, path: string): FileFault {
  if (error instanceof FileFault) return error;
  return new FileFault(reasonOf(error), path, { cause: error });
}

/** Runs an operation on a path. @throws {FileFault} for every error. */
export async function asFileFault<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw fileFault(error, path);
  }
}

/** Runs an operation on a path; `undefined` if nothing exists there. @throws {FileFault} for every other error. */
export async function ifExists<T>(path: string, action: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    const fault = fileFault(error, path);
    if (fault.reason === "not-found" && fault !== error) return undefined;
    throw fault;
  }
}

function reasonOf(error: unknown): FileFaultReason {
  if (!(error instanceof Error)) return "other";
  // A refusal by Deno has the same code as one by the system.
  if (error.name === "NotCapable") return "denied";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return BY_CODE[code] ?? BY_NAME[error.name] ?? "other";
}

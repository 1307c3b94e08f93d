/**
 * What a system refuses about files, as faults of ours: what Deno, Node and Bun throw, told apart by code and name.
 *
 * @module
 */
import { FileFault, type FileFaultReason } from "../../core/host.ts";

/** The system's own codes, which all of them put on their errors. */
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

/** Windows has codes of its own for some of these; the names of Deno's classes cover them. */
const BY_NAME: Readonly<Partial<Record<string, FileFaultReason>>> = {
  NotCapable: "denied",
  PermissionDenied: "denied",
  AlreadyExists: "exists",
  Busy: "busy",
  IsADirectory: "is-folder",
  NotADirectory: "not-folder",
  NotFound: "not-found",
};

/** The fault that an error about a path is. */
export function fileFault(error: unknown, path: string): FileFault {
  if (error instanceof FileFault) return error;
  return new FileFault(reasonOf(error), path, { cause: error });
}

/** Does something to a path. @throws {FileFault} for whatever goes wrong. */
export async function faulting<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw fileFault(error, path);
  }
}

/** Asks for something at a path; `undefined` when nothing is there. @throws {FileFault} for the rest. */
export async function unlessAbsent<T>(path: string, action: () => T | Promise<T>): Promise<T | undefined> {
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
  // Deno's refusal has the code of the system's.
  if (error.name === "NotCapable") return "denied";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return BY_CODE[code] ?? BY_NAME[error.name] ?? "other";
}

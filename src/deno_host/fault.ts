/**
 * The system's refusals, as faults of ours.
 *
 * @module
 */
import { FileFault, type FileFaultReason } from "../host.ts";

/** The system's error codes, which Deno puts on its errors as `code`. */
const REASONS: Readonly<Partial<Record<string, FileFaultReason>>> = {
  EEXIST: "exists",
  EACCES: "denied",
  EPERM: "denied",
  ENOSPC: "full",
  EDQUOT: "full",
  EROFS: "read-only",
  EISDIR: "is-folder",
  ENOTDIR: "not-folder",
  ENOENT: "not-found",
};

/** The fault that an error of Deno's about a path is. */
export function fileFault(error: unknown, path: string): FileFault {
  if (error instanceof FileFault) return error;
  return new FileFault(reasonOf(error), path, { cause: error });
}

/** Whether an error of Deno's says that nothing is at the path. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound;
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
    if (isNotFound(error)) return undefined;
    throw fileFault(error, path);
  }
}

function reasonOf(error: unknown): FileFaultReason {
  if (error instanceof Deno.errors.NotCapable) return "denied";
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return (typeof code === "string" ? REASONS[code] : undefined) ?? reasonByClass(error);
}

/** Windows has codes of its own for some of these; Deno's classes cover them. */
function reasonByClass(error: unknown): FileFaultReason {
  if (error instanceof Deno.errors.AlreadyExists) return "exists";
  if (error instanceof Deno.errors.PermissionDenied) return "denied";
  if (error instanceof Deno.errors.IsADirectory) return "is-folder";
  if (error instanceof Deno.errors.NotADirectory) return "not-folder";
  if (error instanceof Deno.errors.NotFound) return "not-found";
  return "other";
}

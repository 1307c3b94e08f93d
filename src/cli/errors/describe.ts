/**
 * Errors as JSON: the object that `--json` prints to stderr, and that `auth status` includes in its output.
 *
 * @module
 */
import { AtlcliError, HttpError } from "../../../mod.ts";
import { Interrupted } from "../terminal/terminal.ts";

/** An error for programs. */
interface ErrorDescription {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  /** The HTTP status, if any. */
  readonly status: number | null;
  /** The error details from the server. */
  readonly details?: readonly string[];
}

/** Describes an error. An unexpected error has the code `internal`. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof HttpError) {
    const { code, message, hint, status, details } = error;
    return { code, message, hint: hint ?? null, status, ...(details.length > 0 && { details }) };
  }
  if (error instanceof AtlcliError) {
    return { code: error.code, message: error.message, hint: error.hint ?? null, status: null };
  }
  if (error instanceof Interrupted) {
    return { code: "cancelled", message: error.message, hint: null, status: null };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: "internal", message, hint: null, status: null };
}

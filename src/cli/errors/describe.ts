/**
 * Errors as JSON: the object that `--json` prints to stderr, and that `auth status` includes in its output.
 *
 * @module
 */
import { AtlcliError, HttpError } from "../../../mod.ts";
import { adviceFor } from "./advice.ts";
import type { Attempt } from "./attempt.ts";
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

/**
 * Describes an error. An unexpected error has the code `internal`.
 *
 * @param attempt The last request's target and identity.
 */
export function describeError(error: unknown, attempt?: Attempt): ErrorDescription {
  const hint = adviceFor(error, attempt).join("\n") || null;
  if (error instanceof HttpError) {
    const { code, message, status, details } = error;
    return { code, message, hint, status, ...(details.length > 0 && { details }) };
  }
  if (error instanceof AtlcliError) return { code: error.code, message: error.message, hint, status: null };
  if (error instanceof Interrupted) {
    return { code: "cancelled", message: error.message, hint: null, status: null };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: "internal", message, hint: null, status: null };
}

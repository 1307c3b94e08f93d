/**
 * Errors, as messages and exit codes.
 *
 * @module
 */
import { AtlcliError, HttpError } from "../../../mod.ts";
import { ERROR_CODES } from "./codes.ts";
import type { Attempt } from "./attempt.ts";
import type { CliEnvironment } from "../environment.ts";
import { describeError } from "./describe.ts";
import { jsonText } from "../output/json_text.ts";
import { safeLines, safeText } from "../output/safe_text.ts";
import { registerAllSecrets } from "../../core/redact.ts";
import { Interrupted, ReaderGone } from "../terminal/terminal.ts";

/** The exit code of errors that mean: no usable credential. */
export const NOT_AUTHENTICATED = ERROR_CODES["authentication-failed"].exit;

/** The exit code for a thrown value. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ReaderGone) return 0;
  const interrupted = interruptionOf(error);
  if (interrupted !== undefined) return interrupted.exitCode;
  return error instanceof AtlcliError ? ERROR_CODES[error.code].exit : 1;
}

/** The interruption behind an error: the error itself, or the cause of an aborted request. */
function interruptionOf(error: unknown): Interrupted | undefined {
  const cause = error instanceof AtlcliError && error.code === "cancelled" ? error.cause : error;
  return cause instanceof Interrupted ? cause : undefined;
}

/** Options of {@linkcode sayError}. */
export interface Said {
  readonly outside: CliEnvironment;
  /** Whether to print the error as one JSON object. */
  readonly json: boolean;
  /** The credential of the last request. */
  readonly attempt: Attempt | undefined;
}

/** Reports an error and the next steps on stderr. Prints nothing if the output pipe was closed. */
export function sayError(error: unknown, { outside, json, attempt }: Said): void {
  if (error instanceof ReaderGone) return;
  registerAllSecrets();
  const say = (text: string): void => outside.terminal.stderr.write(safeLines([text]));
  const described = describeError(error, attempt);
  if (json) return say(jsonText({ error: described }, 0));
  if (interruptionOf(error) !== undefined) return say("Interrupted");
  const details = error instanceof HttpError ? error.details.map((line) => `  ${line}`) : [];
  const lines = [
    `Error: ${described.message}`,
    ...details,
    // A line that starts with white space continues the previous one.
    ...described.hint?.split("\n").map((line) => /^\s/.test(line) ? `    ${line}` : `  - ${line}`) ?? [],
  ];
  const { columns } = outside.terminal.stderr;
  // Redacted before wrapping, because a secret could not be recognised across a line break.
  say(lines.map((line) => fitted(safeText(line), columns)).join("\n"));
}

/**
 * Wraps a line at word boundaries. Continuation lines, such as a query with a marker below the wrong part, stay
 * unchanged.
 */
function fitted(line: string, columns: number | undefined): string {
  if (columns === undefined || line.length <= columns || line.startsWith("    ")) return line;
  const lines = [""];
  for (const word of line.split(/(?<=\S)(?= )/)) {
    const last = lines.at(-1) ?? "";
    if (last === "" || last.length + word.length <= columns) lines[lines.length - 1] = last + word;
    else lines.push(`    ${word.trimStart()}`);
  }
  return lines.join("\n");
}

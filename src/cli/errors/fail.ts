/**
 * The end of a run that failed: what went wrong is said, and becomes an exit code.
 *
 * @module
 */
import { CommanderError } from "@commander-js/extra-typings";
import { exitCodeOf, type Said, sayError } from "./report.ts";
import { type CommandLine, usageErrorOf } from "./usage.ts";

/** What is known of a run that failed. */
export interface Failed extends Said {
  /** The command line, as far as it was understood. */
  readonly line: CommandLine;
}

/**
 * Says on stderr what went wrong.
 *
 * @returns The exit code.
 */
export function fail(error: unknown, { line, ...said }: Failed): number {
  const fault = error instanceof CommanderError ? usageErrorOf(error, line) : error;
  sayError(fault, said);
  return exitCodeOf(fault);
}

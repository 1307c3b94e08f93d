/**
 * The end of a failed run: reports the error, and returns the exit code.
 *
 * @module
 */
import { CommanderError } from "@commander-js/extra-typings";
import { exitCodeOf, type Said, sayError } from "./report.ts";
import { type CommandLine, usageErrorOf } from "./usage.ts";

/** A failed run. */
interface Failed extends Said {
  /** The parts of the command line that could be parsed. */
  readonly line: CommandLine;
}

/**
 * Reports the error on stderr.
 *
 * @returns The exit code.
 */
export function fail(error: unknown, { line, ...said }: Failed): number {
  const fault = error instanceof CommanderError ? usageErrorOf(error, line) : error;
  sayError(fault, said);
  return exitCodeOf(fault);
}

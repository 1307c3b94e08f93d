/**
 * The program as something that lies on a disk and runs: what `atlcli version` and `atlcli upgrade` are about.
 *
 * Interface only, so that a test hands in one of its own; the real one is `program_deno.ts`.
 *
 * @module
 */

/** This program. */
export interface Program {
  /** The executable that runs; `undefined` where Deno runs the sources. */
  readonly executable: string | undefined;
  /** The version of Deno inside; `undefined` where nobody knows. */
  readonly deno: string | undefined;
  /** The system that it was made for, as Deno names it: `x86_64-unknown-linux-gnu`. */
  readonly target: string | undefined;
  /** The public keys that its releases are signed with, as src/cli/process/release_keys.ts has them. */
  readonly releaseKeys: readonly string[];
  /**
   * Starts the executable once more, with no input and no output, and does not wait for it: it goes on when this process
   * has ended. Its environment has no token in it. Does nothing where there is no executable.
   */
  startAlone(args: readonly string[]): void;
}

/** The program where nobody says anything about it. */
export const UNKNOWN_PROGRAM: Program = {
  executable: undefined,
  deno: undefined,
  target: undefined,
  releaseKeys: [],
  startAlone: () => {},
};

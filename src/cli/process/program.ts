/**
 * The running program, for `atlcli version` and `atlcli upgrade`.
 *
 * Only the interface, so that tests can pass their own; the implementation is `program_deno.ts`.
 *
 * @module
 */

/** The running program. */
export interface Program {
  /** The path of the executable; `undefined` if Deno runs the sources. */
  readonly executable: string | undefined;
  /** The version of Deno; `undefined` if unknown. */
  readonly deno: string | undefined;
  /** The target system by Deno's name, such as `x86_64-unknown-linux-gnu`. */
  readonly target: string | undefined;
  /** The public keys for verifying releases, in the format of src/cli/process/release_keys.ts. */
  readonly releaseKeys: readonly string[];
  /**
   * Starts the executable in the background, without input and output. It continues after this process ends. Its
   * environment contains no token. Does nothing without an executable.
   */
  startAlone(args: readonly string[]): void;
}

/** The default: nothing is known of the program. */
export const UNKNOWN_PROGRAM: Program = {
  executable: undefined,
  deno: undefined,
  target: undefined,
  releaseKeys: [],
  startAlone: () => {},
};

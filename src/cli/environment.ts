/**
 * Everything outside the command line: what `cli.ts`, or a test, passes in.
 *
 * @module
 */
import type { Host, SecretStore } from "../../mod.ts";
import type { Program } from "./process/program.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** The outside world of one command line. */
export interface CliEnvironment {
  readonly host: Host;
  readonly terminal: Terminal;
  /** The secret store, instead of this system's keychain. */
  readonly secretStore?: SecretStore;
  /** The program that runs; without it, nothing is known of it. */
  readonly program?: Program;
}

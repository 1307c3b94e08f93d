/**
 * The outside world of the command line, passed in by `cli.ts` or by a test.
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
  /** The secret store; default: the system's keychain. */
  readonly secretStore?: SecretStore;
  /** The running program; default: unknown. */
  readonly program?: Program;
}

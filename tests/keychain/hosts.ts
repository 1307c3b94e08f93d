/** Hosts for the keychain tests: an operating system whose programs and libraries are stand-ins. */
import type { Ffi } from "../../src/core/ffi.ts";
import { type Command, type CommandResult, type Os, RunFault } from "../../src/core/host.ts";
import type { KeychainHost } from "../../src/keychain/open.ts";

/** A host, and what was started on it. */
export interface TestHost extends KeychainHost {
  readonly commands: readonly Command[];
}

/** What a program does. */
type Program = (command: Command) => CommandResult | "hang";

/** Options of {@linkcode testHost}. */
interface TestHostOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Programs by name; any other is not there. */
  readonly programs?: Readonly<Record<string, Program>>;
  readonly ffi?: Ffi;
}

/** Makes a host. A program that hangs is killed at once, as when its time is up. */
export function testHost(os: Os, { env = {}, programs = {}, ffi }: TestHostOptions): TestHost {
  const commands: Command[] = [];
  return {
    os,
    ffi,
    commands,
    env: (name) => env[name],
    run: (command) => {
      commands.push(copyOf(command));
      const program = programs[command.program];
      if (program === undefined) return Promise.reject(new RunFault("not-found", command.program));
      const result = program(command);
      if (result === "hang") return Promise.reject(new RunFault("timeout", command.program));
      return Promise.resolve(result);
    },
  };
}

/** A snapshot of a call: its input may be overwritten after it was read. */
function copyOf(command: Command): Command {
  return command.stdin === undefined ? command : { ...command, stdin: command.stdin.slice() };
}

/** What a command was given in the open: its arguments and its environment. */
export function inTheOpen({ program, args, environment }: Command): string {
  return JSON.stringify([program, args, environment]);
}

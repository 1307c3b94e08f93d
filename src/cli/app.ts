/**
 * The command line: the program, and the only place that turns an error into a message and an exit code.
 *
 * @module
 */
import { CommanderError } from "@commander-js/extra-typings";
import { addCommands, needsOptions } from "./command_table.ts";
import { type Context, createContext } from "./context.ts";
import type { CliEnvironment } from "./environment.ts";
import { wordsToParse } from "./help/help.ts";
import { closingHost } from "./open_transports.ts";
import { createRootCommand } from "./root_command.ts";
import { wordsOf } from "./options/words.ts";

/**
 * Runs one command line.
 *
 * @returns The exit code.
 */
export async function runCli(args: readonly string[], outside: CliEnvironment): Promise<number> {
  const json = wantsJson(args);
  let context: Context | undefined;
  const { host, closeTransports } = closingHost(outside.host);
  const open = (): Context => context ??= createContext({ ...outside, host }, read());
  const withOptions = needsOptions(args);
  const { program, read } = createRootCommand(outside.terminal, { json, withOptions });
  try {
    await addCommands(program, { args, open });
    if (withOptions) program.hook("preAction", () => open().prepare());
    await program.parseAsync([...wordsToParse(program, args)], { from: "user" });
    if (context !== undefined && isNoticed(context, outside) && wordsOf(program, args)[0] !== "upgrade") {
      await (await import("./commands/upgrade/update_notice.ts")).noticeUpdate(context);
    }
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    // Loaded lazily, on failure only.
    const { fail } = await import("./errors/fail.ts");
    return fail(error, {
      outside,
      json,
      attempt: context?.attempt(),
      line: { program, args },
    });
  } finally {
    closeTransports();
  }
}

/** Whether to mention a newer version: a person reads stderr, and releases can be verified. */
function isNoticed({ program, host, globals }: Context, { terminal }: CliEnvironment): boolean {
  return terminal.stdout.isTerminal && terminal.stderr.isTerminal && program.releaseKeys.length > 0 &&
    program.executable !== undefined && host.env("CI") === undefined &&
    (globals.json ?? globals.ndjson) === undefined;
}

/** Whether to print an error as JSON. Also works if parsing failed. */
function wantsJson(args: readonly string[]): boolean {
  const own = args.slice(0, args.indexOf("--") < 0 ? undefined : args.indexOf("--"));
  return own.includes("--json") || own.includes("--ndjson");
}

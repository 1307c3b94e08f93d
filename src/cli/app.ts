/**
 * The command line: the command table, and the one place where an error becomes a message and an exit code.
 *
 * @module
 */
import { Command, CommanderError } from "@commander-js/extra-typings";
import { VERSION } from "../../mod.ts";
import { addDelete } from "./auth_delete.ts";
import { addList } from "./auth_list.ts";
import { addInit, addLogin } from "./auth_login.ts";
import { addLogout } from "./auth_logout.ts";
import { addMigrate } from "./auth_migrate.ts";
import { addRename } from "./auth_rename.ts";
import { addStatus } from "./auth_status.ts";
import { addSwitch } from "./auth_switch.ts";
import { type Context, createContext, type Outside } from "./context.ts";
import { exitCodeOf, sayError } from "./exit.ts";
import { addGlobals, type Globals } from "./globals.ts";
import { wordsToParse } from "./help.ts";
import { addSearch } from "./jira_search.ts";
import { addSandbox } from "./sandbox.ts";
import { usageErrorOf } from "./usage_error.ts";

export type { Outside } from "./context.ts";

/**
 * Runs one command line.
 *
 * @returns The exit code.
 */
export async function runCli(args: readonly string[], outside: Outside): Promise<number> {
  const json = wantsJson(args);
  let context: Context | undefined;
  const open = (): Context => context ??= createContext(outside, read());
  const { program, read } = createProgram(outside, { open, json });
  try {
    await program.parseAsync([...wordsToParse(program, args)], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const fault = error instanceof CommanderError ? usageErrorOf(error, { program, args }) : error;
    sayError(fault, { outside, json, attempt: context?.attempt() });
    return exitCodeOf(fault);
  }
}

/**
 * The command table.
 *
 * @param options `open` makes the context, once the words were parsed; `json`: an error is one JSON object on stderr.
 */
export function createProgram(
  { terminal }: Outside,
  { open, json }: { readonly open: () => Context; readonly json: boolean },
): { readonly program: Command; readonly read: () => Globals } {
  const program = new Command("atlcli");
  program
    .description("Sign in to Atlassian: Jira and Confluence, Cloud and Data Center.")
    .version(VERSION, "--version", "show the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => json || terminal.stderr.write(text),
      // Said once, in one place, with all other errors.
      outputError: () => {},
      getOutHelpWidth: () => terminal.stdout.columns ?? 80,
      getErrHelpWidth: () => terminal.stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  const { read } = addGlobals(program);
  const auth = program.command("auth").description("Sign in, and manage profiles");
  for (
    const add of [
      addInit,
      addLogin,
      addStatus,
      addList,
      addSwitch,
      addRename,
      addLogout,
      addDelete,
      addMigrate,
    ]
  ) {
    add(auth, open);
  }
  addSearch(program.command("jira").description("Work with Jira"), open);
  addSandbox(program, open);
  return { program, read };
}

/** Whether an error is to be JSON: asked before parsing has succeeded, or where it has not. */
function wantsJson(args: readonly string[]): boolean {
  const own = args.slice(0, args.indexOf("--") < 0 ? undefined : args.indexOf("--"));
  return own.includes("--json") || own.includes("--ndjson");
}

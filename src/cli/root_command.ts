/**
 * The program, without its commands.
 *
 * @module
 */
import { Command } from "@commander-js/extra-typings";
import { VERSION } from "../../mod.ts";
import type { Globals } from "./options/globals.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** What the options of every command say where none is given. */
const DEFAULTS: Globals = { color: "auto" };

/**
 * Makes the program.
 *
 * @param options `json`: whether an error is one JSON object on stderr, with no help beside it. `group`: the words of
 * the group that it stands for, on a line without options: it knows none then, `--help` and `--version` among them.
 */
export async function createRootCommand(
  terminal: Pick<Terminal, "stdout" | "stderr">,
  { json, group }: { readonly json: boolean; readonly group?: readonly string[] | undefined },
): Promise<{ readonly program: Command; readonly read: () => Globals }> {
  const program = new Command(["atlcli", ...group ?? []].join(" "));
  program
    .description("Sign in to Atlassian: Jira and Confluence, Cloud and Data Center.")
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
  if (group !== undefined) {
    program.helpOption(false);
    return { program, read: () => DEFAULTS };
  }
  program.version(VERSION, "--version", "show the version").helpOption("-h, --help", "show help");
  const { addGlobals } = await import("./options/globals.ts");
  return { program, ...addGlobals(program) };
}

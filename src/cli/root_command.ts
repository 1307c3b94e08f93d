/**
 * The program, without its commands.
 *
 * @module
 */
import { Command } from "@commander-js/extra-typings";
import { VERSION } from "../../mod.ts";
import { addGlobals, type Globals } from "./options/globals.ts";
import { safeText } from "./output/safe_text.ts";
import type { Terminal } from "./terminal/terminal.ts";

/**
 * Makes the program.
 *
 * @param terminal Where help goes; without it, nowhere.
 * @param options `json`: whether an error is one JSON object on stderr, without help beside it.
 */
export function createRootCommand(
  terminal: Pick<Terminal, "stdout" | "stderr"> | undefined,
  { json }: { readonly json: boolean },
): { readonly program: Command; readonly read: () => Globals } {
  const program = new Command("atlcli");
  program
    .description("Sign in to Atlassian: Jira and Confluence, Cloud and Data Center.")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal?.stdout.write(safeText(text)),
      writeErr: (text) => json || terminal?.stderr.write(safeText(text)),
      // Said once, in one place, with all other errors.
      outputError: () => {},
      getOutHelpWidth: () => terminal?.stdout.columns ?? 80,
      getErrHelpWidth: () => terminal?.stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  program.version(VERSION, "--version", "show the version").helpOption("-h, --help", "show help");
  return { program, ...addGlobals(program) };
}

/**
 * The program without its commands.
 *
 * @module
 */
import { Command } from "@commander-js/extra-typings";
import { VERSION } from "../../mod.ts";
import { addGlobals, type Globals, NO_OPTIONS } from "./options/globals.ts";
import { safeText } from "./output/safe_text.ts";
import type { Terminal } from "./terminal/terminal.ts";

/**
 * Creates the program.
 *
 * @param terminal The terminal for help; default: help is discarded.
 * @param options `json`: whether errors are printed as JSON, without help. `withOptions`: whether
 * the line may use or show an option (default: true). Declaring them takes 4 % of the CPU of a short command.
 */
export function createRootCommand(
  terminal: Pick<Terminal, "stdout" | "stderr"> | undefined,
  { json, withOptions = true }: { readonly json: boolean; readonly withOptions?: boolean },
): { readonly program: Command; readonly read: () => Globals } {
  const program = new Command("atlcli");
  program
    .description("Sign in to Atlassian: Jira and Confluence, Cloud and Data Center.")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal?.stdout.write(safeText(text)),
      writeErr: (text) => json || terminal?.stderr.write(safeText(text)),
      // `report.ts` prints all errors.
      outputError: () => {},
      getOutHelpWidth: () => terminal?.stdout.columns ?? 80,
      getErrHelpWidth: () => terminal?.stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  if (!withOptions) return { program: program.helpOption(false), read: () => NO_OPTIONS };
  program.version(VERSION, "--version", "show the version").helpOption("-h, --help", "show help");
  return { program, ...addGlobals(program) };
}

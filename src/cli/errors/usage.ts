/**
 * What is wrong with a command line, in this program's words.
 *
 * @module
 */
import type { CommanderError, CommandUnknownOpts } from "@commander-js/extra-typings";
import { UsageError } from "../../../mod.ts";
import { examplesOf } from "../command.ts";
import { wordsOf } from "../options/words.ts";

/** A word that is longer could be a token in the wrong place. */
const MAX_SHOWN = 32;

/** A command line, and the program that was to understand it. */
export interface CommandLine {
  readonly program: CommandUnknownOpts;
  readonly args: readonly string[];
}

/** What commander found wrong: its first line is the error, the rest is what was probably meant. */
export function usageErrorOf(error: CommanderError, line: CommandLine): UsageError {
  const { command, path } = namedCommand(line.program, line.args);
  const help = `See what there is: ${path} --help`;
  if (error.code === "commander.help") return new UsageError(`What should ${path} do?`, { hint: help });
  const [message = "", ...rest] = withoutValues(error.message.replace(/^error: /, "")).split("\n");
  const text = `${message.charAt(0).toUpperCase()}${message.slice(1)}`.replace(/\.$/, "");
  return new UsageError(text, {
    hint: [...rest.map((word) => word.replace(/^\(|\)$/g, "")), ...exampleFor(error, command), help].join(
      "\n",
    ),
  });
}

/** Where something is missing, a line that has it. */
function exampleFor(error: CommanderError, command: CommandUnknownOpts): readonly string[] {
  const [example] = examplesOf(command);
  const isMissing = /^commander\.missing(?:Argument|MandatoryOptionValue)$/.test(error.code);
  return isMissing && example !== undefined ? [`Such as: ${example}`] : [];
}

/** The command that the words name, as far as they name one, and its words. */
function namedCommand(
  program: CommandUnknownOpts,
  args: readonly string[],
): { readonly command: CommandUnknownOpts; readonly path: string } {
  let command = program;
  const path = [program.name()];
  const words = wordsOf(program, args);
  for (const word of words[0] === "help" ? words.slice(1) : words) {
    const next = command.commands.find((each) => each.name() === word || each.aliases().includes(word));
    if (next === undefined) break;
    command = next;
    path.push(next.name());
  }
  return { command, path: path.join(" ") };
}

/** A value that was typed in the wrong place may be a token, so only short words are repeated. */
function withoutValues(message: string): string {
  return message
    .replace(/'(--[^'=]+)=[^']*'/g, "'$1'")
    .replace(/'([^']*)'/g, '"$1"')
    .replace(/[^\s"]+/g, (word) => word.length > MAX_SHOWN ? `${word.slice(0, 4)}…` : word);
}

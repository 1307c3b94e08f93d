/**
 * Converts commander's errors to usage errors.
 *
 * @module
 */
import type { CommanderError, CommandUnknownOpts } from "@commander-js/extra-typings";
import { UsageError } from "../../../mod.ts";
import { examplesOf } from "../command.ts";
import { wordsOf } from "../options/words.ts";

/** Maximum length of a word in an error message: a longer word could be a token in the wrong place. */
const MAX_SHOWN = 32;

/** A command line, and the program that parsed it. */
export interface CommandLine {
  readonly program: CommandUnknownOpts;
  readonly args: readonly string[];
}

/** Converts an error: commander's first line is the error, the rest are suggestions. */
export function usageErrorOf(error: CommanderError, line: CommandLine): UsageError {
  const { command, path } = namedCommand(line.program, line.args);
  const help = `For help: ${path} --help`;
  if (error.code === "commander.help") return new UsageError(`Missing command after ${path}`, { hint: help });
  const [message = "", ...rest] = withoutValues(error.message.replace(/^error: /, "")).split("\n");
  const text = `${message.charAt(0).toUpperCase()}${message.slice(1)}`.replace(/\.$/, "");
  return new UsageError(text, {
    hint: [...rest.map((word) => word.replace(/^\(|\)$/g, "")), ...exampleFor(error, command), help].join(
      "\n",
    ),
  });
}

/** An example, if something is missing. */
function exampleFor(error: CommanderError, command: CommandUnknownOpts): readonly string[] {
  const [example] = examplesOf(command);
  const isMissing = /^commander\.missing(?:Argument|MandatoryOptionValue)$/.test(error.code);
  return isMissing && example !== undefined ? [`Example: ${example}`] : [];
}

/** The deepest command that the words name, and its path. */
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

/** Shortens long words, because a value in the wrong place may be a token. */
function withoutValues(message: string): string {
  return message
    .replace(/'(--[^'=]+)=[^']*'/g, "'$1'")
    .replace(/'([^']*)'/g, '"$1"')
    .replace(/[^\s"]+/g, (word) => word.length > MAX_SHOWN ? `${word.slice(0, 4)}…` : word);
}

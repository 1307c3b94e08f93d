/**
 * How a command is declared: the same way in every file.
 *
 * @module
 */
import type { Command, CommandUnknownOpts } from "@commander-js/extra-typings";

/** A group of commands, or the program itself. */
export type Parent = CommandUnknownOpts;

/** What every command says of itself. */
export interface CommandTexts {
  /** Its name, as it is typed. */
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** What there is to know besides. */
  readonly description?: string;
  /** Command lines that work as they stand. */
  readonly examples: readonly string[];
}

/** Adds a command, with its help; options, arguments and action follow in its own file. */
export function addCommand(parent: Parent, texts: CommandTexts): Command {
  const examples = texts.examples.map((line) => `  $ ${line}`).join("\n");
  const command: Command = parent.command(texts.name);
  return command
    .summary(texts.summary)
    .description(texts.description ?? sentence(texts.summary))
    .addHelpText("after", `\nExamples:\n${examples}`);
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}`;
}

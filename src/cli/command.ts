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
  /** Whether help leaves it out: it is for programs. */
  readonly hidden?: true;
}

const EXAMPLES = new WeakMap<CommandUnknownOpts, readonly string[]>();

/** Adds a command, with its help; options, arguments and action follow in its own file. */
export function addCommand(parent: Parent, texts: CommandTexts): Command {
  const command: Command = parent.command(texts.name, { hidden: texts.hidden ?? false });
  EXAMPLES.set(command, texts.examples);
  return command.summary(texts.summary).description(texts.description ?? sentence(texts.summary));
}

/** The command lines that a command shows in its help. */
export function examplesOf(command: CommandUnknownOpts): readonly string[] {
  return EXAMPLES.get(command) ?? [];
}

/** A summary as a description: it begins with a capital. */
export function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}`;
}

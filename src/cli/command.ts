/**
 * Declares commands, in the same way in every file.
 *
 * @module
 */
import type { Command, CommandUnknownOpts } from "@commander-js/extra-typings";

/** A group of commands, or the program itself. */
export type Parent = CommandUnknownOpts;

/** The help texts of a command. */
export interface CommandTexts {
  /** The command name, as typed. */
  readonly name: string;
  /** One line for the command list, starting with a verb. */
  readonly summary: string;
  /** The full description; default: the summary. */
  readonly description?: string;
  /** Complete command lines; tests run them. */
  readonly examples: readonly string[];
  /** Whether help hides the command, because only programs use it. */
  readonly hidden?: true;
}

const EXAMPLES = new WeakMap<CommandUnknownOpts, readonly string[]>();

/** Adds a command and its help texts. The command's file adds options, arguments and the action. */
export function addCommand(parent: Parent, texts: CommandTexts): Command {
  const command: Command = parent.command(texts.name, { hidden: texts.hidden ?? false });
  EXAMPLES.set(command, texts.examples);
  return command.summary(texts.summary).description(texts.description ?? sentence(texts.summary));
}

/** The examples in a command's help. */
export function examplesOf(command: CommandUnknownOpts): readonly string[] {
  return EXAMPLES.get(command) ?? [];
}

/** Turns a summary into a description: capital first, final period. */
export function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}`;
}

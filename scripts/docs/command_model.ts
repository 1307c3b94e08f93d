/**
 * The commands as data, from the command table, for the reference and the man pages.
 *
 * @module
 */
import type { Command, CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { addCommands, commandNames } from "../../src/cli/command_table.ts";
import { examplesOf } from "../../src/cli/command.ts";
import { placeOf } from "../../src/cli/completion/complete_line.ts";
import { layOutHelp } from "../../src/cli/help/layout.ts";
import { createRootCommand } from "../../src/cli/root_command.ts";

/** A term and its description. */
export interface Term {
  readonly term: string;
  readonly means: string;
}

/** A command. */
export interface CommandModel {
  /** The command name, without the program's name. */
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** `atlcli auth login [options]` */
  readonly usage: string;
  readonly aliases: readonly string[];
  readonly args: readonly Term[];
  readonly options: readonly Term[];
  readonly examples: readonly string[];
}

/** The program. */
export interface ProgramModel {
  readonly description: string;
  readonly usage: string;
  /** The global options. */
  readonly options: readonly Term[];
  /** The groups and their summaries. */
  readonly groups: readonly { readonly name: string; readonly summary: string }[];
  readonly commands: readonly CommandModel[];
}

/** Reads the whole command table. */
export async function programModel(): Promise<ProgramModel> {
  const root = newRoot();
  const commands = [];
  const groups = new Map<string, string>();
  for (const name of commandNames()) {
    const command = await commandNamed(name);
    commands.push(commandModel(name, command));
    for (let group = command.parent; group !== null && group.parent !== null; group = group.parent) {
      const words = namesOf(group);
      groups.set(words, group.summary());
    }
  }
  return {
    description: root.description(),
    usage: usageOf(root),
    options: optionsOf(root),
    groups: [...groups].map(([name, summary]) => ({ name, summary })),
    commands,
  };
}

function newRoot(): Command {
  const silent = { isTerminal: false, columns: undefined, write: () => {}, writeBytes: () => {} };
  const { program } = createRootCommand({ stdout: silent, stderr: silent }, { json: false });
  layOutHelp(program);
  return program;
}

async function commandNamed(name: string): Promise<CommandUnknownOpts> {
  const program = newRoot();
  const args = [...name.split(" "), "--help"];
  await addCommands(program, {
    args,
    open: () => {
      throw new TypeError("Commands cannot run here");
    },
  });
  return placeOf(program, name.split(" "), "").command;
}

function commandModel(name: string, command: CommandUnknownOpts): CommandModel {
  const helper = command.createHelp();
  return {
    name,
    summary: command.summary(),
    description: command.description(),
    usage: usageOf(command),
    aliases: command.aliases(),
    args: helper.visibleArguments(command)
      .map((each) => ({ term: helper.argumentTerm(each), means: helper.argumentDescription(each) })),
    options: optionsOf(command),
    examples: examplesOf(command),
  };
}

function optionsOf(command: CommandUnknownOpts): readonly Term[] {
  const helper = command.createHelp();
  return helper.visibleOptions(command).map((option: Option) => ({
    term: helper.optionTerm(option),
    means: helper.optionDescription(option),
  }));
}

function usageOf(command: CommandUnknownOpts): string {
  return command.createHelp().commandUsage(command).replace(/\|\w+/, "");
}

function namesOf(command: CommandUnknownOpts): string {
  return command.parent === null ? "" : `${namesOf(command.parent)} ${command.name()}`.trim();
}

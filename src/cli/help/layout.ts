/**
 * The layout of help: a command's own options come before the global ones, and nothing is wider than the terminal.
 *
 * Loaded lazily.
 *
 * @module
 */
import type { CommandUnknownOpts, Help, HelpConfiguration } from "@commander-js/extra-typings";
import { examplesOf } from "../command.ts";

/** Maximum width, because longer lines are hard to read. */
const MAX_WIDTH = 100;
/** Minimum width for descriptions next to the terms; below it, they go on separate lines. */
const MIN_COLUMN = 28;
const INDENT = "  ";

/** Applies this layout to a program and to commands added later. */
export function layOutHelp(program: CommandUnknownOpts): void {
  program.configureHelp(HELP_LAYOUT).helpCommand("help [command]", "show help for a command or a topic");
}

const HELP_LAYOUT: HelpConfiguration = {
  showGlobalOptions: true,
  minWidthToWrap: 1,
  prepareContext({ helpWidth }) {
    this.helpWidth = Math.min(helpWidth ?? 80, MAX_WIDTH);
  },
  optionDescription: (option) =>
    described(option.description, {
      choices: option.argChoices,
      preset: option.defaultValueDescription ?? option.defaultValue,
      required: option.mandatory,
    }),
  argumentDescription: (argument) =>
    described(argument.description, {
      choices: argument.argChoices,
      preset: argument.defaultValueDescription ?? argument.defaultValue,
      required: false,
    }),
  subcommandTerm: (command) => [command.name(), ...command.aliases()].join(", "),
  formatItem(term, termWidth, description, helper) {
    return item({ term, termWidth, description, helper });
  },
  formatHelp,
};

/** A description with notes on choices, default and requirement. The default of a switch is not mentioned. */
function described(
  description: string,
  { choices, preset, required }: {
    readonly choices: readonly string[] | undefined;
    readonly preset: unknown;
    readonly required: boolean;
  },
): string {
  const notes = [
    ...(choices === undefined ? [] : [choices.join(", ")]),
    ...(preset === undefined || typeof preset === "boolean" ? [] : [`default: ${preset}`]),
    ...(required ? ["required"] : []),
  ];
  return notes.length === 0 ? description : `${description} (${notes.join("; ")})`;
}

/** The sections of a command's help, in order. */
function formatHelp(command: CommandUnknownOpts, helper: Help): string {
  const isGroup = command.commands.length > 0;
  const termWidth = isGroup ? groupWidth(command, helper) : helper.padWidth(command, helper);
  const items = (list: readonly Item[]): string[] =>
    list.map(([term, description]) => item({ term, description, termWidth, helper }));
  const option = (each: Option): Item => [helper.optionTerm(each), helper.optionDescription(each)];
  const parts: readonly (readonly [title: string, lines: readonly string[]])[] = [
    [
      "Arguments:",
      items(
        helper.visibleArguments(command).map((
          each,
        ) => [helper.argumentTerm(each), helper.argumentDescription(each)]),
      ),
    ],
    ...commandParts(command, { helper, items }),
    ["Options:", items(ownOptions(command, helper).map(option))],
    ["Examples:", examplesOf(command).map((line) => `${INDENT}$ ${line}`)],
    [
      "Options of every command:",
      isGroup ? [`${INDENT}atlcli help options`] : items(helper.visibleGlobalOptions(command).map(option)),
    ],
  ];
  return [
    `Usage: ${helper.commandUsage(command)}`,
    helper.boxWrap(helper.commandDescription(command), helper.helpWidth ?? MAX_WIDTH),
    ...parts.filter(([, lines]) => lines.length > 0).map(([title, lines]) => [title, ...lines].join("\n")),
  ].join("\n\n") + "\n";
}

/** The width of the longest term. */
function groupWidth(command: CommandUnknownOpts, helper: Help): number {
  const commands = helper.visibleCommands(command).map((each) => helper.subcommandTerm(each));
  const options = ownOptions(command, helper).map((each) => helper.optionTerm(each));
  return Math.max(...[...commands, ...options].map((term) => term.length));
}

/** The options of the command itself. Global options are listed separately. */
function ownOptions(command: CommandUnknownOpts, helper: Help): readonly Option[] {
  const options = helper.visibleOptions(command);
  return command.parent === null
    ? options.filter(({ long }) => long === "--help" || long === "--version")
    : options;
}

type Item = readonly [term: string, description: string];
type Option = ReturnType<Help["visibleOptions"]>[number];

/** The commands of a group; help topics come last. */
function commandParts(
  command: CommandUnknownOpts,
  { helper, items }: { readonly helper: Help; readonly items: (list: readonly Item[]) => string[] },
): readonly (readonly [title: string, lines: readonly string[]])[] {
  const all = helper.visibleCommands(command);
  const titles = new Set(all.map((each) => each.helpGroup() || "Commands:"));
  return [...titles].map((title) => [
    title,
    items(
      all.filter((each) => (each.helpGroup() || "Commands:") === title)
        .map((each) => [helper.subcommandTerm(each), helper.subcommandDescription(each)]),
    ),
  ]);
}

/** Formats a term and its description: side by side, or below each other on a narrow terminal. */
export function item(
  { term, termWidth, description, helper }: {
    readonly term: string;
    readonly termWidth: number;
    readonly description: string;
    readonly helper: Help;
  },
): string {
  const width = helper.helpWidth ?? MAX_WIDTH;
  const column = termWidth + 2 * INDENT.length;
  const beside = width - column >= MIN_COLUMN;
  const indent = " ".repeat(beside ? column : 3 * INDENT.length);
  const text = helper.boxWrap(description, Math.max(width - indent.length, MIN_COLUMN / 2))
    .replaceAll("\n", `\n${indent}`);
  if (description === "") return INDENT + term;
  return beside
    ? `${INDENT}${term.padEnd(column - INDENT.length)}${text}`
    : `${INDENT}${term}\n${indent}${text}`;
}

/**
 * `atlcli __complete`, which the shells' scripts ask what could come next.
 *
 * It prints a line for each value: the value, a tab, what it is. A line that begins with the tab says `files` or
 * `folders`: their names are the shell's to find. Nothing is evaluated, and neither a server nor a keychain is asked.
 *
 * @module
 */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { AtlcliError } from "../../../mod.ts";
import { addCommand, type Parent } from "../command.ts";
import { type Expected, optionsOf, type Place, placeOf } from "./complete_line.ts";
import { type Candidate, type Choice, valuesOfArgument, valuesOfOption } from "./complete_values.ts";
import type { Context } from "../context.ts";
import { oneLine } from "../output/output.ts";
import { TOPICS } from "../help/topics.ts";

/** What `__complete` is told. */
export interface CompleteOptions {
  /** The words up to the cursor, without the program. The last one is being typed. */
  readonly words: readonly string[];
  /** Whether an empty word comes after these. */
  readonly next: boolean;
  readonly programFor: ProgramFor;
}

/** Makes the program with the commands that begin with some words. */
export type ProgramFor = (words: readonly string[], open: () => Context) => Promise<CommandUnknownOpts>;

/** Adds the command. */
export function addComplete(
  parent: Parent,
  { open, programFor }: { readonly open: () => Context; readonly programFor: ProgramFor },
): void {
  addCommand(parent, {
    name: "__complete",
    summary: "say what could come next",
    examples: ["atlcli __complete -- auth sw"],
    hidden: true,
  })
    .option("--next", "an empty word comes after these", false)
    .argument("[words...]", "the words up to the cursor")
    .action((words, { next }) => complete(open(), { words, next, programFor }));
}

/** Prints what could come next. Where that cannot be known, it prints nothing: a shell has no use for an error. */
export async function complete(
  context: Context,
  { words, next, programFor }: CompleteOptions,
): Promise<void> {
  const all = next || words.length === 0 ? [...words, ""] : words;
  try {
    const lines = await linesOf(context, { words: all.slice(0, -1), typed: all.at(-1) ?? "", programFor });
    context.output.lines(lines);
  } catch (error) {
    if (!(error instanceof AtlcliError)) throw error;
  }
}

async function linesOf(
  context: Context,
  { words, typed, programFor }: Pick<CompleteOptions, "words" | "programFor"> & { readonly typed: string },
): Promise<readonly string[]> {
  const program = await programFor(words, () => context);
  const forHelp = words[0] === "help";
  const place = placeOf(program, forHelp ? words.slice(1) : words, typed);
  if (forHelp) {
    return matching({ kind: "values", values: commandsBelow(place.command) }, { typed, before: "" });
  }
  const profile = valueOf(words, "--profile");
  return await linesAt(context, { ...place, profile });
}

async function linesAt(
  context: Context,
  { command, expected, profile }: Place & { readonly profile: string | undefined },
): Promise<readonly string[]> {
  if (expected.kind === "value") {
    return matching(await valuesOfOption(context, { command, option: expected.of, profile }), expected);
  }
  const { typed, argument, commands } = expected;
  const line = { typed, before: "" };
  if (expected.options && typed.startsWith("-")) return matching(optionsAt(command), line);
  if (command.commands.length > 0) {
    // A word that names no command leads nowhere.
    if (!commands) return [];
    const below = commandsBelow(command).filter(({ value }) => command.parent !== null || !(value in TOPICS));
    return matching({ kind: "values", values: below }, line);
  }
  const choice = argument === undefined ? undefined : await valuesOfArgument(context, { argument, profile });
  if (choice !== undefined && (choice.kind !== "values" || choice.values.length > 0)) {
    return matching(choice, line);
  }
  return expected.options && typed === "" ? matching(optionsAt(command), line) : [];
}

function commandsBelow(command: CommandUnknownOpts): readonly Candidate[] {
  const helper = command.createHelp();
  return helper.visibleCommands(command)
    .map((each) => ({ value: each.name(), description: helper.subcommandDescription(each) }));
}

function optionsAt(command: CommandUnknownOpts): Choice {
  const values = optionsOf(command).map(({ long, short, description }) => ({
    value: long ?? short ?? "",
    description,
  }));
  return { kind: "values", values };
}

/** The value that was given to an option, in either way. */
function valueOf(words: readonly string[], option: string): string | undefined {
  const at = words.indexOf(option);
  return at >= 0
    ? words[at + 1]
    : words.find((word) => word.startsWith(`${option}=`))?.slice(option.length + 1);
}

/** As lines, those that begin with what was typed. A value that would not fit a line is left out. */
function matching(
  choice: Choice,
  { typed, before }: Pick<Expected, "typed"> & { readonly before: string },
): readonly string[] {
  if (choice.kind !== "values") return [`\t${choice.kind}`];
  return choice.values
    .filter(({ value }) => value.startsWith(typed) && value !== "" && !/[\p{C}\p{Zl}\p{Zp}]/u.test(value))
    .map(({ value, description }) => `${before}${value}\t${oneLine(description)}`);
}

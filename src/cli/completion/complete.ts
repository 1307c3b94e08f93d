/**
 * `atlcli __complete`, which the completion scripts of the shells call.
 *
 * It prints one line per candidate: the value, a tab, and a description. A line that starts with the tab contains
 * `files` or `folders`: the shell completes these names. It evaluates nothing, and contacts no server and no keychain.
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

/** Options of `__complete`. */
interface CompleteOptions {
  /** The words up to the cursor, without the program. The last one is incomplete. */
  readonly words: readonly string[];
  /** Whether to complete an empty word after these. */
  readonly next: boolean;
  readonly programFor: ProgramFor;
}

/** Creates the program with the commands that start with the given words. */
type ProgramFor = (words: readonly string[], open: () => Context) => Promise<CommandUnknownOpts>;

/** Adds the command. */
export function addComplete(
  parent: Parent,
  { open, programFor }: { readonly open: () => Context; readonly programFor: ProgramFor },
): void {
  addCommand(parent, {
    name: "__complete",
    summary: "print completion candidates",
    examples: ["atlcli __complete -- auth sw"],
    hidden: true,
  })
    .option("--next", "complete an empty word after these", false)
    .argument("[words...]", "words up to the cursor")
    .action((words, { next }) => complete(open(), { words, next, programFor }));
}

/** Prints the candidates. Prints nothing on failure, because a shell cannot use an error. */
async function complete(
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
    // After an unknown command there are no candidates.
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

/** The value of an option, as `--name value` or `--name=value`. */
function valueOf(words: readonly string[], option: string): string | undefined {
  const at = words.indexOf(option);
  return at >= 0
    ? words[at + 1]
    : words.find((word) => word.startsWith(`${option}=`))?.slice(option.length + 1);
}

/** Formats the candidates that start with the typed text. Omits values with line breaks or tabs. */
function matching(
  choice: Choice,
  { typed, before }: Pick<Expected, "typed"> & { readonly before: string },
): readonly string[] {
  if (choice.kind !== "values") return [`\t${choice.kind}`];
  return choice.values
    .filter(({ value }) => value.startsWith(typed) && value !== "" && !/[\p{C}\p{Zl}\p{Zp}]/u.test(value))
    .map(({ value, description }) => `${before}${value}\t${oneLine(description)}`);
}

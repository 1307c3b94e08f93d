/**
 * Recognises requests for help in their different forms.
 *
 * @module
 */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/**
 * Normalises arguments that ask for help.
 *
 * An empty command line asks for help, and `help auth login` becomes `auth login --help`. An unknown command in a
 * request for help is an error; commander would show the help of the group instead.
 */
export function wordsToParse(program: CommandUnknownOpts, args: readonly string[]): readonly string[] {
  const [first = "help"] = args;
  const words = first === "help" ? [...args.slice(1), "--help"] : args;
  return (words.some((word) => HELP.has(word)) ? toUnknownCommand(program, words) : undefined) ?? words;
}

const HELP: ReadonlySet<string> = new Set(["-h", "--help"]);

/** Whether a command line asks for help. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.some((word) => HELP.has(word));
}

/** The words up to and including the first unknown command; `undefined` if all are known. */
function toUnknownCommand(
  program: CommandUnknownOpts,
  words: readonly string[],
): readonly string[] | undefined {
  const { operands } = program.parseOptions([...words]);
  let command = program;
  for (const [index, word] of operands.entries()) {
    if (command.commands.length === 0 || word === "help") return undefined;
    const next = command.commands.find((each) => each.name() === word || each.aliases().includes(word));
    if (next === undefined) return operands.slice(0, index + 1);
    command = next;
  }
  return undefined;
}

/**
 * Finds the words of a command line that name the command.
 *
 * @module
 */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/**
 * The words that are not global options or their values, up to the first option of a command. They start with the
 * command's name, if there is one.
 */
export function wordsOf(program: CommandUnknownOpts, args: readonly string[]): readonly string[] {
  const words = [];
  const rest = args.values();
  for (const word of rest) {
    if (!word.startsWith("-")) {
      words.push(word);
      continue;
    }
    const [flag = ""] = word.split("=");
    const option = program.options.find(({ short, long }) => flag === short || flag === long);
    if (option === undefined) break;
    if (option.required && flag === word) rest.next();
  }
  return words;
}

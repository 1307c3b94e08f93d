/**
 * The words of a command line that name its command.
 *
 * @module
 */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/**
 * The words that are no option of the program and no such option's value, up to the first option that only a command
 * can know: these begin with the command's name, where the line has one.
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

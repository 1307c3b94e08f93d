/**
 * A documented command line as a shell takes it apart: words, quotes, comments, pipes and redirections.
 */

/** A program that a line starts. */
export interface ShellCommand {
  /** Variables that stand before it: `NAME=value`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Its name and its arguments. */
  readonly words: readonly string[];
  /** The file that its output goes to. */
  readonly output: string | undefined;
}

const PART = /\s+#.*$|\\\n|\s+|(\|\|?|&&|;|>>?|<)|((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\|;<>&])+)/gsy;

/** The programs that a line starts, in order. */
export function shellCommands(line: string): readonly ShellCommand[] {
  const commands: { words: string[]; output: string | undefined }[] = [];
  let redirect: string | undefined;
  let current = { words: [] as string[], output: undefined as string | undefined };
  for (const [, operator, word] of line.matchAll(PART)) {
    if (operator === ">" || operator === ">>" || operator === "<") redirect = operator;
    else if (operator !== undefined) {
      commands.push(current);
      current = { words: [], output: undefined };
    } else if (word !== undefined && redirect !== undefined) {
      if (redirect !== "<") current.output = unquoted(word);
      redirect = undefined;
    } else if (word !== undefined) current.words.push(unquoted(word));
  }
  return [...commands, current].filter(({ words }) => words.length > 0).map(({ words, output }) => {
    const first = words.findIndex((word) => !/^\w+=/.test(word));
    const variables = words.slice(0, Math.max(first, 0)).map((word) => word.split(/=(.*)/s, 2));
    return { variables: Object.fromEntries(variables), words: words.slice(Math.max(first, 0)), output };
  });
}

function unquoted(word: string): string {
  return word.replace(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/gs,
    (_, double, single, plain) => single ?? plain ?? double?.replace(/\\(["\\$`])/g, "$1") ?? "",
  );
}

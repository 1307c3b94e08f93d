/**
 * The command lines of the documentation.
 */
import { type ShellCommand, shellCommands } from "./shell_words.ts";
import type { Page } from "./documentation.ts";

/** A line that a page shows. */
export interface DocumentedLine {
  readonly page: string;
  /** As it stands there. */
  readonly text: string;
  /** The programs that it starts. */
  readonly commands: readonly ShellCommand[];
  /** Whether it stands in a text, between other words: it may be a part of a line. */
  readonly inline: boolean;
}

const FENCE = /^[ \t]*```(\w*)[^\n]*\n(.*?)^[ \t]*```$/gms;

/** Every line of a page: those of its blocks of code, and those of ours within its text. */
export function linesOf({ path, text }: Page): readonly DocumentedLine[] {
  const blocks = [...text.matchAll(FENCE)].flatMap(([, language = "", body = ""]) =>
    blockLines(language, body)
  );
  const prose = text.replaceAll(FENCE, "");
  const inline = [...prose.matchAll(/`(atlcli [^`]+)`/g)].map(([, line = ""]) => line);
  return [
    ...blocks.map((line) => ({ page: path, text: line, commands: shellCommands(line), inline: false })),
    ...inline.map((line) => ({ page: path, text: line, commands: shellCommands(line), inline: true })),
  ];
}

function blockLines(language: string, body: string): readonly string[] {
  switch (language) {
    case "sh":
      return body.replaceAll("\\\n", " ").split("\n").map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#"));
    case "console":
      return [...body.matchAll(/^\$ (.*)$/gm)].map(([, line = ""]) => line);
    case "yaml":
      return [...body.matchAll(/^\s*(?:- )?(?:run: |- )(.*atlcli .*)$/gm)].map(([, line = ""]) => line);
    default:
      return [];
  }
}

/**
 * Texts that are too long for an option: from an option all the same, from standard input, or from a file.
 *
 * @module
 */
import { absolutePath } from "../../core/paths.ts";
import { FileFault } from "../../core/host.ts";
import { type Host, UsageError } from "../../../mod.ts";
import type { Output } from "../output/output.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Maximum size of a text, in bytes: more than any field of Jira takes. */
const MAX_BYTES = 10_000_000;

/** What reading a text needs. */
export interface TextContext {
  readonly host: Host;
  readonly terminal: Pick<Terminal, "stdin">;
  readonly output: Output;
}

/** Where a text may come from. */
export interface TextSource {
  /** The text, or `-` for standard input. */
  readonly text: string | undefined;
  /** A file that holds it. */
  readonly file?: string | undefined;
  /** What the two options are called: `--description`. */
  readonly option: string;
}

/**
 * The text that was given, without white space at its end.
 *
 * @returns `undefined` when none was.
 * @throws {UsageError} when two were, or the file cannot be read.
 */
export async function givenText(context: TextContext, source: TextSource): Promise<string | undefined> {
  const { text, file, option } = source;
  if (text !== undefined && file !== undefined) {
    throw new UsageError(`${option} does not go with ${option}-file`, { hint: "Leave one of them out" });
  }
  const given = file === undefined ? text : await textOfFile(context, file);
  if (given !== "-" || file !== undefined) return given?.trimEnd();
  if (context.terminal.stdin.isTerminal) {
    context.output.say("Type the text; end it with Ctrl-D on a new line");
  }
  const typed = await context.terminal.stdin.readText();
  if (typed.length > MAX_BYTES) throw tooLarge("standard input");
  return typed.trimEnd();
}

/**
 * The text of a file.
 *
 * @throws {UsageError} when it cannot be read, or is no text.
 */
export async function textOfFile({ host }: Pick<TextContext, "host">, file: string): Promise<string> {
  const bytes = await read({ host }, file);
  if (bytes === undefined) throw new UsageError(`No such file: "${file}"`);
  if (bytes.length > MAX_BYTES) throw tooLarge(`"${file}"`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`Not a text in UTF-8: "${file}"`);
  }
}

function tooLarge(what: string): UsageError {
  return new UsageError(`Too large for a text: ${what}`, { hint: "Give at most 10 MB" });
}

async function read({ host }: Pick<TextContext, "host">, file: string): Promise<Uint8Array | undefined> {
  try {
    return await host.files.read(absolutePath(host.cwd(), file));
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

/**
 * Long texts: from an option, from standard input, or from a file.
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

/** The parts of a context that reading a text needs. */
interface TextContext {
  readonly host: Host;
  readonly terminal: Pick<Terminal, "stdin">;
  readonly output: Output;
}

/** The possible sources of a text. */
interface TextSource {
  /** The text, or `-` for standard input. */
  readonly text: string | undefined;
  /** The path of a file with the text. */
  readonly file?: string | undefined;
  /** The name of the option, such as `--description`; the file option adds `-file`. */
  readonly option: string;
}

/**
 * Reads the text, without trailing white space.
 *
 * @returns `undefined` if no text is given.
 * @throws {UsageError} if two texts are given, or the file cannot be read.
 */
export async function givenText(context: TextContext, source: TextSource): Promise<string | undefined> {
  const { text, file, option } = source;
  if (text !== undefined && file !== undefined) {
    throw new UsageError(`${option} cannot be combined with ${option}-file`, { hint: "Omit one of them" });
  }
  const given = file === undefined ? text : await textOfFile(context, file);
  if (given !== "-" || file !== undefined) return given?.trimEnd();
  if (context.terminal.stdin.isTerminal) {
    context.output.say("Type the text, then press Ctrl-D on a new line");
  }
  const typed = await context.terminal.stdin.readText();
  if (typed.length > MAX_BYTES) throw tooLarge("standard input");
  return typed.trimEnd();
}

/**
 * Reads the text of a file.
 *
 * @throws {UsageError} if it cannot be read, or is not UTF-8 text.
 */
export async function textOfFile({ host }: Pick<TextContext, "host">, file: string): Promise<string> {
  const bytes = await read({ host }, file);
  if (bytes === undefined) throw new UsageError(`No such file: "${file}"`);
  if (bytes.length > MAX_BYTES) throw tooLarge(`"${file}"`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`Not valid UTF-8: "${file}"`);
  }
}

function tooLarge(what: string): UsageError {
  return new UsageError(`Text too large: ${what}`, { hint: "Give at most 10 MB" });
}

async function read({ host }: Pick<TextContext, "host">, file: string): Promise<Uint8Array | undefined> {
  try {
    return await host.files.read(absolutePath(host.cwd(), file));
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

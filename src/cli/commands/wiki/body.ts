/**
 * What a page is to hold: written as Markdown, or in storage format.
 *
 * @module
 */
import { UsageError } from "../../../../mod.ts";
import type { Context } from "../../context.ts";
import { givenText } from "../../options/text_input.ts";

/** Where the content comes from. */
export interface BodyOptions {
  /** A file, or `-` for standard input. */
  readonly body?: string | undefined;
  /** Whether it is in storage format already. */
  readonly storage: boolean;
}

/** The options of a command that takes a content. */
export const BODY_OPTION = [
  "--body <file>",
  "a file with its content, as Markdown; - reads standard input",
] as const;
/** As {@linkcode BODY_OPTION}. */
export const STORAGE_OPTION = ["--storage", "the content is in storage format", false] as const;

/**
 * The content in storage format.
 *
 * @returns `undefined` when none was given.
 * @throws {UsageError} when the file cannot be read.
 */
export async function givenBody(
  context: Context,
  { body, storage }: BodyOptions,
): Promise<string | undefined> {
  if (body === undefined) {
    if (!storage) return undefined;
    throw new UsageError("--storage goes with --body", { hint: "Give a file, or - for standard input" });
  }
  const source = body === "-" ? { text: body } : { text: undefined, file: body };
  const text = await givenText(context, { ...source, option: "--body" }) ?? "";
  if (storage) return text;
  const { markdownToStorage } = await import("../../../markdown/mod.ts");
  return context.terminal.endless(() => markdownToStorage(`${text}\n`));
}

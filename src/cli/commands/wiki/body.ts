/**
 * The content of a page, in Markdown or storage format.
 *
 * @module
 */
import { type Deployment, UsageError } from "../../../../mod.ts";
import type { Context } from "../../context.ts";
import { htmlWarning } from "../../options/html_warning.ts";
import { givenText } from "../../options/text_input.ts";

/** The source of the content. */
export interface BodyOptions {
  /** A file, or `-` for standard input. */
  readonly body?: string | undefined;
  /** Whether the content is in storage format. */
  readonly storage: boolean;
}

/** The option for the content, for `command.option()`. */
export const BODY_OPTION = [
  "--body <file>",
  "file with the content in Markdown; - reads standard input",
] as const;
/** The option for the storage format, for `command.option()`. */
export const STORAGE_OPTION = ["--storage", "read the content as storage format", false] as const;

/** The content in storage format, for a site. */
type Content = (deployment: Deployment) => Promise<string>;

/**
 * Reads the content; it is converted once the site is known.
 *
 * @returns `undefined` if there is no content.
 * @throws {UsageError} if the file cannot be read.
 */
export async function givenBody(
  context: Context,
  { body, storage }: BodyOptions,
): Promise<Content | undefined> {
  if (body === undefined) {
    if (!storage) return undefined;
    throw new UsageError("--storage requires --body", { hint: "Give a file, or - for standard input" });
  }
  const source = body === "-" ? { text: body } : { text: undefined, file: body };
  const text = await givenText(context, { ...source, option: "--body" }) ?? "";
  if (storage) return () => Promise.resolve(text);
  return async (deployment) => {
    const { markdownToStorage } = await import("../../../markdown/mod.ts");
    const html = htmlWarning();
    const content = context.terminal.endless(() =>
      markdownToStorage(`${text}\n`, { deployment, onHtml: html.add })
    );
    context.output.warn(...html.warnings());
    return content;
  };
}

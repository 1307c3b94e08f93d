/**
 * Options of all conversions from Markdown.
 *
 * @module
 */

/** Options of a conversion from Markdown. */
export interface MarkdownOptions {
  /** Called for each HTML tag that is sent as text, with its line in the Markdown, from 1. */
  readonly onHtml?: ((html: string, line: number) => void) | undefined;
}

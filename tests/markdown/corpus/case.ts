/**
 * A document in storage format, and how it looks in Markdown.
 *
 * @module
 */

/** A case of the corpus. */
export interface Case {
  /** What it is about. */
  readonly name: string;
  readonly storage: string;
  readonly markdown: string;
}

/** A text of these lines, the last one ended, too. */
export function lines(...text: readonly string[]): string {
  return text.map((line) => `${line}\n`).join("");
}

/**
 * Quotes words of a command line for the user to run.
 *
 * @module
 */

/** Quotes a word for `sh` if needed. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}

/**
 * Reads the text of simple paragraphs.
 *
 * @module
 */
import type { Inline } from "./nodes.ts";
import { readPlainLine } from "./plain_line.ts";
import type { Source } from "./source.ts";

/** The beginning of a line that can only be text. */
const TEXT =
  /^(?:[\p{L}("'&!?,;.@$%^{}/)[\\<]|\*{1,2}[^\s*]|`[^`]|~~[^~\s]|:[a-z]|\d+(?:[.)](?=\S)|(?![\d.)]))|[^\s\p{ASCII}])/u;

/** Whether a line of a paragraph begins with nothing that could begin another block. */
export function beginsWithText(line: string): boolean {
  return TEXT.test(line);
}

/** Whether a line ends with a space or a tab. */
export function endsWithSpace(line: string): boolean {
  return /[ \t]/.test(line.charAt(line.length - 1));
}

/** The nodes of a paragraph. */
export function plainText(written: string, source: Source): Inline[] | undefined {
  return endsWithSpace(written) ? undefined : readPlainLine(written, { known: source.known.inline });
}

/**
 * Finds the heading with which a text begins.
 *
 * @module
 */
import { clean } from "./clean.ts";
import { withoutComments } from "./comments.ts";
import { isBlank, isUnderline } from "./lines.ts";
import { plainText } from "./nodes.ts";
import { readBlocks } from "./read.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A heading of the first level. */
interface LeadingHeading {
  /** Its text, without formatting. */
  readonly text: string;
  /** The whole text with blank lines in place of the heading. */
  readonly rest: string;
}

const NOTHING_KNOWN: Vocabulary = { inline: new Set(), leaf: new Set(), container: new Set() };

/** The heading of the first level that is the first block of a text. Comments before it do not count. */
export function leadingHeading(markdown: string): LeadingHeading | undefined {
  const lines = clean(markdown).split("\n");
  const shown = withoutComments(lines, markdown);
  const at = shown.findIndex((line) => !isBlank(line));
  const first = shown[at];
  if (first === undefined) return undefined;
  const end = /^ {0,3}#/.test(first) ? at + 1 : underlineAfter(shown, at);
  if (end === undefined) return undefined;
  const [heading] = readBlocks(shown.slice(at, end).join("\n"), NOTHING_KNOWN);
  if (heading?.type !== "heading" || heading.depth !== 1) return undefined;
  const text = plainText(heading.children).replace(/\s+/g, " ").trim();
  return { text, rest: lines.fill("", at, end).join("\n") };
}

/** The most lines of a heading that is underlined. */
const MOST_LINES = 20;

function underlineAfter(lines: readonly string[], at: number): number | undefined {
  for (let end = at + 1; end < Math.min(lines.length, at + MOST_LINES); end++) {
    const line = lines[end] ?? "";
    if (isBlank(line)) return undefined;
    if (isUnderline(line)) return end + 1;
  }
  return undefined;
}

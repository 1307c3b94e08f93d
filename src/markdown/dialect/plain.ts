/**
 * Lines that mean what they say: most of a page is such text, and neither the parser nor the printer is needed for it.
 *
 * @module
 */
import type { Heading } from "mdast";
import { PIECE } from "./limits.ts";
import { isBlank } from "./lines.ts";
import { type Block, type Inline, paragraph, text } from "./nodes.ts";
import type { Found, Source } from "./source.ts";

/** Begins with a letter, ends with no space, and has no character in it that Markdown gives a meaning to. */
const PLAIN = /^\p{L}(?:[\p{L}\p{N} ,;.'"()?%/–—-]*[\p{L}\p{N},;.'"()?%])?$/u;
/** What is taken for an address, or written as if it could be. */
const ADDRESS = /w\.[\w.-]/i;

/** Words alone, which nothing has to be escaped in, wherever they stand. */
const HARMLESS = /^[\p{L}\p{N}](?:[\p{L}\p{N} ,]*[\p{L}\p{N}])?$/u;

/** Whether a text in a line is written as it is. */
export function isHarmless(value: string): boolean {
  return HARMLESS.test(value);
}

function isPlain(line: string): boolean {
  return line.length < PIECE && PLAIN.test(line) && !ADDRESS.test(line);
}

const HEADING = /^#{1,6} /;

/** The paragraph or heading in a line, where that takes no parser. */
export function plain(source: Source, at: number): Found | undefined {
  const line = source.line(at);
  const signs = HEADING.exec(line)?.[0] ?? "";
  if (signs === "" && !isBlank(source.line(at + 1))) return undefined;
  const words = line.slice(signs.length);
  if (!isPlain(words)) return undefined;
  const depth = LEVELS.find((level) => level === signs.length - 1);
  return { blocks: [depth === undefined ? paragraph([text(words)]) : heading(depth, words)], end: at + 1 };
}

const LEVELS = [1, 2, 3, 4, 5, 6] as const;

function heading(depth: Heading["depth"], words: string): Heading {
  return { type: "heading", depth, children: [text(words)] };
}

/** A paragraph or heading as Markdown, where that takes no printer. */
export function printPlain(block: Block): string | undefined {
  if (block.type !== "paragraph" && block.type !== "heading") return undefined;
  const children: readonly Inline[] = block.children;
  const [only] = children;
  if (children.length !== 1 || only?.type !== "text" || !isPlain(only.value)) return undefined;
  return block.type === "heading" ? `${"#".repeat(block.depth)} ${only.value}` : only.value;
}

/**
 * A fast path for plain lines: most of a page is such text, which needs neither the parser nor the printer.
 *
 * @module
 */
import type { Heading } from "mdast";
import { PIECE } from "./limits.ts";
import { isBlank } from "./lines.ts";
import { type Block, type Inline, paragraph, text } from "./nodes.ts";
import type { Found, Source } from "./source.ts";

/** Starts with a letter, does not end with a space, and contains no character with a meaning in Markdown. */
const PLAIN = /^\p{L}(?:[\p{L}\p{N} ,;.'"()?%/–—-]*[\p{L}\p{N},;.'"()?%])?$/u;
/** Text that is recognised as a URL, or escaped because it might be. */
const ADDRESS = /w\.[\w.-]/i;

/** Words only, which never need escaping. */
const HARMLESS = /^[\p{L}\p{N}](?:[\p{L}\p{N} ,]*[\p{L}\p{N}])?$/u;

/** Whether an inline text is written unchanged. */
export function isHarmless(value: string): boolean {
  return HARMLESS.test(value);
}

function isPlain(line: string): boolean {
  return line.length < PIECE && PLAIN.test(line) && !ADDRESS.test(line);
}

const HEADING = /^#{1,6} /;

/** The paragraph or heading on a line, if it needs no parser. */
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

/** Prints a paragraph or heading, if it needs no printer. */
export function printPlain(block: Block): string | undefined {
  if (block.type !== "paragraph" && block.type !== "heading") return undefined;
  const children: readonly Inline[] = block.children;
  const [only] = children;
  if (children.length !== 1 || only?.type !== "text" || !isPlain(only.value)) return undefined;
  return block.type === "heading" ? `${"#".repeat(block.depth)} ${only.value}` : only.value;
}

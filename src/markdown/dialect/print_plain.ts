/**
 * Prints plain text without the printer.
 *
 * @module
 */
import { PIECE } from "./limits.ts";
import type { Block, Inline } from "./nodes.ts";

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

/** Prints a paragraph or heading, if it needs no printer. */
export function printPlain(block: Block): string | undefined {
  if (block.type !== "paragraph" && block.type !== "heading") return undefined;
  const children: readonly Inline[] = block.children;
  const [only] = children;
  if (children.length !== 1 || only?.type !== "text" || !isPlain(only.value)) return undefined;
  return block.type === "heading" ? `${"#".repeat(block.depth)} ${only.value}` : only.value;
}

/**
 * Recognises the blocks of one line: a heading, a quote, a rule.
 *
 * @module
 */
import type { Line } from "./macros.ts";

/** `h1. text` */
export const HEADING = /^ *h([1-6])\. +(\S.*)$/s;
/** `bq. text` */
export const QUOTED = /^ *bq\. +(\S.*)$/s;
const RULE = /^ *-{4,} *$/;

/** Whether a line is a block of its own. */
export function isLineBlock({ text }: Line): boolean {
  return HEADING.test(text) || QUOTED.test(text) || RULE.test(text);
}

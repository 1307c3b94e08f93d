/**
 * Classifies lines of Markdown, to find where blocks end.
 *
 * @module
 */

import type { Head } from "./nodes.ts";

const FENCE = /^( {0,3})(`{3,}|~{3,})/;
const CONTAINER = /^( {0,3})(:{3,})((?:[^\s\p{P}\p{S}]|[-_])+)/u;
const MARKER = /^( {0,3})([-*+]|\d{1,9}[.)])(?=[ \t]|$)/;
const INTERRUPTING_MARKER = /^ {0,3}(?:[-*+]|1[.)])[ \t]+\S/;
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const DELIMITER_ROW = /^ {0,3}\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$/;
/** A definition on one line, whose address is free of brackets. */
const DEFINITION = /^ {0,3}\[((?!\s*\])[^[\]\\]{1,900})\]:[ \t]*[^\s<()][^\s()]*(?:[ \t]+"[^"]*")?[ \t]*$/;
/** The first line of a container with attributes that need no decoding. */
const SIMPLE_HEAD = /^:{3,}([a-z][a-z0-9-]*)(?:\{((?:[a-z][\w:.-]*="[^"&{}]*"(?: (?=[a-z])|(?=\})))+)\})?$/;
/** An attribute of such a line. */
const ATTRIBUTE = /(?<![\w:.-])([a-z][\w:.-]*)="([^"]*)"/g;

/** The opening of a fenced block or container, which determines its closing line. */
export interface Opening {
  /** Number of spaces before it. */
  readonly indent: number;
  /** Its backticks, tildes or colons. */
  readonly sequence: string;
}

/** Parses the opening of a fenced block. */
export function fenceOpening(line: string): Opening | undefined {
  const [all = "", indent = "", sequence = ""] = FENCE.exec(line) ?? [];
  // More backticks follow, so it is inline code.
  if (all === "" || (sequence.startsWith("`") && line.includes("`", all.length))) return undefined;
  return { indent: indent.length, sequence };
}

/** Parses the opening of a container (`:::name`). */
export function containerOpening(line: string): (Opening & { readonly name: string }) | undefined {
  const match = CONTAINER.exec(line);
  if (match === null) return undefined;
  return { indent: match[1]?.length ?? 0, sequence: match[2] ?? "", name: match[3] ?? "" };
}

/** Whether a line closes an opening: at least as many of the same characters, and nothing else. */
export function closes(line: string, { sequence }: Opening): boolean {
  const trimmed = line.replace(/^ {0,3}/, "").replace(/(?<![ \t])[ \t]+$/, "");
  return trimmed.length >= sequence.length && trimmed === sequence.charAt(0).repeat(trimmed.length);
}

/** The marker of a list's item: its indent, and the character that tells one list from the next. */
export function itemMarker(line: string): { readonly indent: number; readonly kind: string } | undefined {
  const match = RULE.test(line) ? null : MARKER.exec(line);
  return match === null ? undefined : { indent: match[1]?.length ?? 0, kind: match[2]?.at(-1) ?? "" };
}

/** Whether a line ends a paragraph that no blank line ended. */
export function interrupts(line: string): boolean {
  return fenceOpening(line) !== undefined || CONTAINER.test(line) ||
    (INTERRUPTING_MARKER.test(line) && !RULE.test(line));
}

/** Whether a line is a block of its own: a heading with signs before it, or a rule. */
export function isLineBlock(line: string): boolean {
  return /^ {0,3}#{1,6}(?=[ \t]|$)/.test(line) || RULE.test(line);
}

/** Whether a line ends a paragraph by making a heading of it. */
export function isUnderline(line: string): boolean {
  return /^ {0,3}(?:=+|-+)[ \t]*$/.test(line);
}

/** Whether a line is blank. */
export function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line);
}

/** Whether a line belongs to indented code, where that may stand. */
export function isIndentedCode(line: string): boolean {
  return /^(?: {4}| {0,3}\t)/.test(line);
}

/** Whether a line is the second one of a table whose rows begin with `|`. */
export function isDelimiterRow(line: string): boolean {
  return DELIMITER_ROW.test(line);
}

/** The label of a link's definition (`[label]: address`), as labels are compared. */
export function definitionLabel(line: string): string | undefined {
  const label = DEFINITION.exec(line)?.[1];
  return label === undefined ? undefined : normalLabel(label);
}

/** Normalizes a label for comparison. */
export function normalLabel(label: string): string {
  return label.trim().replace(/\s+/g, " ").toLowerCase();
}

/** Whether a line may be the title of the definition before it. */
export function isTitle(line: string): boolean {
  return /^[ \t]*["'(]/.test(line);
}

/** Whether a line is a link definition and nothing else. */
export function isDefinition(line: string): boolean {
  return DEFINITION.test(line);
}

/** A container's name and attributes if its first line is simple; `undefined` if it needs the parser. */
export function simpleHead(line: string): Head | undefined {
  const match = SIMPLE_HEAD.exec(line);
  if (match === null) return undefined;
  const [, name = "", written = ""] = match;
  const attributes: Record<string, string> = {};
  for (const [, key = "", value = ""] of written.matchAll(ATTRIBUTE)) {
    if (key === "id" || key === "class" || Object.hasOwn(attributes, key)) return undefined;
    attributes[key] = value;
  }
  return { name, attributes };
}

const NESTING = /[-*+>]|\d{1,9}[.)](?=[ \t]|$)/y;

/** The number of lists and quotes that a line's beginning opens, up to `most`. */
export function nestingOf(line: string, most: number): number {
  if (RULE.test(line)) return 0;
  for (let [depth, at] = [0, 0];; depth++) {
    while (line.charAt(at) === " " || line.charAt(at) === "\t") at++;
    NESTING.lastIndex = at;
    if (depth === most || !NESTING.test(line)) return depth;
    at = NESTING.lastIndex;
  }
}

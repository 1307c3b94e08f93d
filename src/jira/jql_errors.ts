/**
 * Finds the position in a query that Jira's error refers to.
 *
 * @module
 */
import { HttpError } from "../core/errors.ts";
import { printable } from "../core/text.ts";

/** A range in a query. */
interface JqlPlace {
  /** Start, counted from 0. */
  readonly offset: number;
  /** Length in UTF-16 code units. */
  readonly length: number;
}

/** Maximum length of a quoted line, in characters. */
const MAX_LINE = 100;

/**
 * Finds the position that Jira's error texts name: `(line 1, character 9)`, the first quoted word that occurs in the
 * query, or its end.
 *
 * @returns `undefined` if they name none.
 */
export function findJqlFault(jql: string, words: readonly string[]): JqlPlace | undefined {
  for (const text of words) {
    const place = counted(jql, text) ?? quoted(jql, text) ?? atTheEnd(jql, text);
    if (place !== undefined) return place;
  }
  return undefined;
}

/**
 * Adds the position to the error of a search: the hint shows the query's line with a marker below. Other errors are
 * returned unchanged.
 */
export function withJqlFault(error: unknown, jql: string): unknown {
  if (!(error instanceof HttpError) || error.code !== "bad-request") return error;
  const hint = hintFor(jql, error.details);
  const { message, status, request, details } = error;
  return new HttpError("bad-request", message, { status, request, details, hint, cause: error });
}

function hintFor(jql: string, details: readonly string[]): string | undefined {
  const place = findJqlFault(jql, details);
  if (place !== undefined) return ["Position of the error:", ...marked(jql, place)].join("\n");
  return details.some((text) => /\bunbounded\b/i.test(text))
    ? "Add a condition, such as project = PROJ or updated > -30d"
    : undefined;
}

function counted(jql: string, text: string): JqlPlace | undefined {
  const [, line, character] = /\(line (\d+), character (\d+)\)/.exec(text) ?? [];
  if (line === undefined || character === undefined) return undefined;
  const lines = jql.split("\n").slice(0, Number(line) - 1);
  const offset = lines.join("\n").length + Math.sign(lines.length) + Number(character) - 1;
  return offset > jql.length ? undefined : { offset, length: wordLength(jql, offset) };
}

function quoted(jql: string, text: string): JqlPlace | undefined {
  for (const match of text.matchAll(/'([^']+)'/g)) {
    const word = match[1] ?? "";
    const isField = text.slice(0, match.index).trimEnd().toLowerCase().endsWith("field");
    const offset = indexOfWord(jql, { word, isField });
    if (offset >= 0) return { offset, length: word.length };
  }
  return undefined;
}

function atTheEnd(jql: string, text: string): JqlPlace | undefined {
  return /\bend of the query\b/.test(text) ? { offset: jql.trimEnd().length, length: 1 } : undefined;
}

/**
 * Finds a whole word, ignoring case, because Jira may repeat it in another case. A quoted value wins over an operator
 * or field with the same name, unless the error is about a field.
 */
function indexOfWord(
  jql: string,
  { word, isField }: { readonly word: string; readonly isField: boolean },
): number {
  const [text, wanted] = [jql.toLowerCase(), word.toLowerCase()];
  const isInside = (character: string | undefined): boolean => /[\p{L}\p{N}_]/u.test(character ?? "");
  const isQuote = (character: string | undefined): boolean => character === '"' || character === "'";
  let first = -1;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const [before, after] = [text[at - 1], text[at + wanted.length]];
    if (isInside(before) || isInside(after)) continue;
    if ((isQuote(before) && isQuote(after)) !== isField) return at;
    if (first < 0) first = at;
  }
  return first;
}

function wordLength(jql: string, offset: number): number {
  return Math.max(1, /^[\p{L}\p{N}_.-]*/u.exec(jql.slice(offset))?.[0].length ?? 0);
}

/** The line of a range, truncated to fit, and a marker below it. Both are indented, so that they stay together. */
function marked(jql: string, { offset, length }: JqlPlace): readonly string[] {
  const begin = jql.lastIndexOf("\n", offset - 1) + 1;
  const end = jql.indexOf("\n", offset);
  const line = jql.slice(begin, end < 0 ? undefined : end);
  const from = Math.max(0, Math.min(offset - begin - MAX_LINE / 2, line.length - MAX_LINE));
  const shown = (text: string): string => printable(text.replace(/\s/g, " "));
  const before = shown(line.slice(from, offset - begin));
  const mark = "^".repeat(Math.max(1, Math.min(length, from + MAX_LINE - (offset - begin))));
  return [`  ${shown(line.slice(from, from + MAX_LINE))}`, `  ${" ".repeat(before.length)}${mark}`];
}

/**
 * Splits JQL into tokens.
 *
 * @see https://support.atlassian.com/jira-software-cloud/docs/what-is-advanced-search-in-jira-cloud/
 * @module
 */
import { JqlError } from "./ast.ts";

/** A token of a query. */
export interface Token {
  readonly kind: "word" | "quoted" | "sign" | "end";
  /** The text without quotes, with escapes decoded. */
  readonly text: string;
  /** The token's offset in the query. */
  readonly at: number;
}

const SIGNS = [
  "&&",
  "||",
  "<=",
  ">=",
  "!=",
  "!~",
  "=",
  "<",
  ">",
  "~",
  "!",
  "(",
  ")",
  ",",
  "&",
  "|",
  "[",
  "]",
];
const RESERVED = "{}*/%+^$#@?;";
const ESCAPES: Readonly<Record<string, string>> = {
  "t": "\t",
  "n": "\n",
  "r": "\r",
  "\\": "\\",
  "'": "'",
  '"': '"',
  " ": " ",
};

/** Formats an offset as Jira does: ` (line 1, character 15)`. */
export function positionOf(jql: string, at: number): string {
  const lines = jql.slice(0, at).split("\n");
  return ` (line ${lines.length}, character ${(lines.at(-1) ?? "").length + 1})`;
}

/**
 * The pieces of a query, with one of kind `end` behind the last.
 *
 * @throws {JqlError} on a reserved character, an invalid escape, or an unterminated string.
 */
export function tokenize(jql: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < jql.length) {
    const character = jql.charAt(at);
    if (/\s/.test(character)) {
      at++;
      continue;
    }
    const { token, next } = character === '"' || character === "'" ? readQuoted(jql, at) : readBare(jql, at);
    tokens.push(token);
    at = next;
  }
  tokens.push({ kind: "end", text: "", at: jql.length });
  return tokens;
}

interface Read {
  readonly token: Token;
  readonly next: number;
}

function readQuoted(jql: string, start: number): Read {
  const quote = jql.charAt(start);
  let text = "";
  let at = start + 1;
  while (at < jql.length && jql.charAt(at) !== quote) {
    const piece = readCharacter(jql, at);
    text += piece.text;
    at = piece.next;
  }
  if (at < jql.length) return { token: { kind: "quoted", text, at: start }, next: at + 1 };
  const what = text === "" ? "The quoted string" : `The quoted string '${text}'`;
  throw new JqlError([`Error in the JQL Query: ${what} has not been completed.${positionOf(jql, start)}`]);
}

function readBare(jql: string, start: number): Read {
  const sign = signAt(jql, start);
  if (sign !== undefined) {
    return { token: { kind: "sign", text: sign, at: start }, next: start + sign.length };
  }
  let text = "";
  let at = start;
  while (at < jql.length && !/[\s"']/.test(jql.charAt(at)) && signAt(jql, at) === undefined) {
    refuseReserved(jql, at);
    const piece = readCharacter(jql, at);
    text += piece.text;
    at = piece.next;
  }
  return { token: { kind: "word", text, at: start }, next: at };
}

function signAt(jql: string, at: number): string | undefined {
  return SIGNS.find((sign) => jql.startsWith(sign, at));
}

function refuseReserved(jql: string, at: number): void {
  const character = jql.charAt(at);
  if (!RESERVED.includes(character)) return;
  const escape = `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  throw new JqlError([
    `Error in the JQL Query: The character '${character}' is a reserved JQL character. You must enclose it in a ` +
    `string or use the escape '${escape}' instead.${positionOf(jql, at)}`,
  ]);
}

function readCharacter(jql: string, at: number): { readonly text: string; readonly next: number } {
  if (jql.charAt(at) !== "\\") return { text: jql.charAt(at), next: at + 1 };
  const unicode = /^\\u([0-9a-f]{4})/i.exec(jql.slice(at, at + 6))?.[1];
  if (unicode !== undefined) return { text: String.fromCharCode(parseInt(unicode, 16)), next: at + 6 };
  const letter = jql.charAt(at + 1);
  const escaped = ESCAPES[letter];
  if (escaped !== undefined) return { text: escaped, next: at + 2 };
  throw new JqlError([
    `Error in the JQL Query: '\\${letter}' is an illegal JQL escape sequence. The valid escape sequences are ` +
    `\\', \\", \\t, \\n, \\r, \\\\, '\\ ' and \\uXXXX.${positionOf(jql, at)}`,
  ]);
}

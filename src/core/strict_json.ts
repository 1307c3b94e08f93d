/**
 * A strict JSON parser that reports the position of the first error.
 *
 * It is stricter than `JSON.parse`: it rejects duplicate members, a member named `__proto__`, unlimited nesting and
 * numbers that are too large. Programs differ in how they read these. An error names line and column and never quotes
 * the text, which may hold secrets.
 *
 * Pure.
 *
 * @module
 */

import { hasControl } from "./text.ts";

/** Any JSON value. */
type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. */
type JsonObject = { readonly [member: string]: JsonValue };

/** The text is not valid JSON, or breaks one of the stricter rules. */
export class JsonTextError extends Error {
  /** The class's name. */
  override readonly name = "JsonTextError";

  /**
   * @param problem What is wrong, without quoting the text.
   * @param line The line, counted from 1.
   * @param column The column, counted from 1.
   */
  constructor(readonly problem: string, readonly line: number, readonly column: number) {
    super(`Line ${line}, column ${column}: ${problem}`);
  }
}

/** Maximum nesting depth. */
const MAX_DEPTH = 100;

/**
 * Parses JSON from bytes: UTF-8, with or without a byte order mark.
 *
 * @throws {JsonTextError} if the bytes are not UTF-8 or not valid JSON.
 */
export function parseJsonBytes(bytes: Uint8Array): JsonValue {
  return parseJson(decodeUtf8(bytes));
}

/**
 * Parses JSON.
 *
 * @example
 * ```ts
 * import { parseJson } from "./strict_json.ts";
 *
 * console.assert(JSON.stringify(parseJson('{"a": [1, true]}')) === '{"a":[1,true]}');
 * ```
 *
 * @throws {JsonTextError} if the text is not valid JSON.
 */
export function parseJson(text: string): JsonValue {
  return new Reader(text).document();
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;
const WORDS: Readonly<Partial<Record<string, boolean | null>>> = { true: true, false: false, null: null };

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonValue {
    this.#skipSpace();
    if (this.#at === this.#text.length) throw this.#mistake("a value is expected, not the end");
    const value = this.#value();
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#mistake("unexpected text after the end");
    return value;
  }

  #value(): JsonValue {
    switch (this.#text[this.#at]) {
      case "{":
        return this.#nested(() => this.#object());
      case "[":
        return this.#nested(() => this.#list());
      case '"':
        return this.#string();
      default:
        return this.#scalar();
    }
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw this.#mistake(`nested more than ${MAX_DEPTH} levels deep`);
    this.#at++;
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): JsonObject {
    const members = new Map<string, JsonValue>();
    this.#items("}", () => {
      const start = this.#at;
      if (this.#text[start] !== '"') throw this.#mistake('a name in "…" is expected');
      const name = this.#string();
      if (members.has(name)) throw this.#mistake("duplicate member", start);
      if (name === "__proto__") throw this.#mistake('a member must not be named "__proto__"', start);
      this.#skipSpace();
      if (this.#text[this.#at] !== ":") throw this.#mistake('a ":" is expected');
      this.#at++;
      this.#skipSpace();
      members.set(name, this.#value());
    });
    return Object.fromEntries(members);
  }

  #list(): readonly JsonValue[] {
    const values: JsonValue[] = [];
    this.#items("]", () => void values.push(this.#value()));
    return values;
  }

  /** Parses the items up to the closing bracket `end`. */
  #items(end: "}" | "]", item: () => void): void {
    this.#skipSpace();
    if (this.#text[this.#at] !== end) {
      for (item(), this.#skipSpace(); this.#text[this.#at] === ","; item(), this.#skipSpace()) {
        this.#at++;
        this.#skipSpace();
      }
    }
    if (this.#text[this.#at] !== end) throw this.#mistake(`a "," or "${end}" is expected`);
    this.#at++;
  }

  #string(): string {
    const start = this.#at;
    const end = this.#text.indexOf('"', start + 1);
    const plain = this.#text.slice(start + 1, end);
    // These may need unescaping, or be invalid.
    if (end < 0 || plain.includes("\\") || hasControl(plain)) return this.#escapedString();
    this.#at = end + 1;
    return plain;
  }

  #escapedString(): string {
    const start = this.#at++;
    for (;; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === QUOTE) return this.#unescape(this.#text.slice(start, ++this.#at), start);
      if (code === BACKSLASH) this.#at++;
      if (Number.isNaN(code)) throw this.#mistake('a text has no closing "');
      if (code < SPACE) throw this.#mistake("a string contains a line break or control character");
    }
  }

  #unescape(quoted: string, start: number): string {
    try {
      return String(JSON.parse(quoted));
    } catch {
      throw this.#mistake('a text has a "\\" that means nothing', start);
    }
  }

  #scalar(): number | boolean | null {
    const word = this.#match(WORD);
    if (word !== undefined) return WORDS[word] ?? null;
    const number = this.#match(NUMBER);
    if (number === undefined) throw this.#mistake("a value is expected");
    if (Number.isFinite(Number(number))) return Number(number);
    throw this.#mistake("the number is too large", this.#at - number.length);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #skipSpace(): void {
    for (;; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== SPACE && code !== LINE_FEED && code !== RETURN && code !== TAB) return;
    }
  }

  #mistake(problem: string, at = this.#at): JsonTextError {
    return new JsonTextError(problem, ...placeOf(this.#text.slice(0, at)));
  }
}

const [TAB, LINE_FEED, RETURN, SPACE, QUOTE, BACKSLASH] = [9, 10, 13, 32, 34, 92];

/** A text editor writes UTF-8; other bytes are half a character or a damaged disk. */
function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new JsonTextError("a byte is not UTF-8", ...placeOf(longestText(bytes)));
  }
}

/** The text before the first byte that is not UTF-8. */
function longestText(bytes: Uint8Array): string {
  const isText = (length: number): boolean => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isText(middle)) good = middle;
    else bad = middle;
  }
  return new TextDecoder().decode(bytes.subarray(0, good), { stream: true });
}

/** The line and column after a text. */
function placeOf(before: string): readonly [line: number, column: number] {
  const lines = before.split(/\r\n|\r|\n/);
  return [lines.length, (lines.at(-1)?.length ?? 0) + 1];
}

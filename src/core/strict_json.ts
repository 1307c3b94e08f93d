/**
 * JSON, read strictly, with the place of the first mistake.
 *
 * Stricter than `JSON.parse`: a member that is named twice, a member named `__proto__`, nesting without end and a number
 * too large to be kept are mistakes, because a reader could take any of them for something else. A mistake is told by its line
 * and column and never quotes the text, which may hold secrets.
 *
 * Pure.
 *
 * @module
 */

import { hasControl } from "./text.ts";

/** What JSON can say. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** An object of JSON. */
export type JsonObject = { readonly [member: string]: JsonValue };

/** A text that is not JSON, or not of the strict kind. */
export class JsonTextError extends Error {
  /** `JsonTextError` */
  override readonly name = "JsonTextError";

  /**
   * @param problem What is wrong, without quoting the text.
   * @param line The first line is 1.
   * @param column The first character of a line is 1.
   */
  constructor(readonly problem: string, readonly line: number, readonly column: number) {
    super(`Line ${line}, column ${column}: ${problem}`);
  }
}

/** So deep may lists and objects lie in each other. */
const MAX_DEPTH = 100;

/**
 * Reads JSON from a file's bytes: UTF-8, with or without a byte order mark.
 *
 * @throws {JsonTextError}
 */
export function parseJsonBytes(bytes: Uint8Array): JsonValue {
  return parseJson(decodeUtf8(bytes));
}

/**
 * Reads JSON.
 *
 * @example
 * ```ts
 * import { parseJson } from "./strict_json.ts";
 *
 * console.assert(JSON.stringify(parseJson('{"a": [1, true]}')) === '{"a":[1,true]}');
 * ```
 *
 * @throws {JsonTextError}
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
    if (this.#at === this.#text.length) throw this.#mistake("nothing is there");
    const value = this.#value();
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#mistake("something follows after the end");
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
    if (++this.#depth > MAX_DEPTH) throw this.#mistake(`it is nested more than ${MAX_DEPTH} deep`);
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
      if (members.has(name)) throw this.#mistake("the same member is there already", start);
      if (name === "__proto__") throw this.#mistake('no member may be named "__proto__"', start);
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

  /** Reads what is between two brackets, the second of which is `end`. */
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
    // Worth a second look; not each of these is a mistake.
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
      if (code < SPACE) throw this.#mistake("a text has a line break or control character");
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
    throw this.#mistake("a number is too large", this.#at - number.length);
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

/** Bytes that are not UTF-8 were not written by a text editor: half a character, or a damaged disk. */
function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new JsonTextError("a byte is not UTF-8", ...placeOf(longestText(bytes)));
  }
}

/** The text up to the first byte that is not UTF-8. */
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

/** The line and column that follow a text. */
function placeOf(before: string): readonly [line: number, column: number] {
  const lines = before.split(/\r\n|\r|\n/);
  return [lines.length, (lines.at(-1)?.length ?? 0) + 1];
}

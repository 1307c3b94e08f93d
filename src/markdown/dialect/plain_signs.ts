/**
 * The parts of simple lines: classes of characters, attributes, and the targets of links.
 *
 * @module
 */

/** The classes of characters beside a mark. */
export const [WORD, SPACE, SIGN, UNKNOWN] = [0, 1, 2, 3] as const;

/** The class of a character, as micromark has it. */
export function kindOf(code: number): number {
  if (code !== code || code === 32 || code === 10 || code === 9) return SPACE;
  if (code < 128) return isAsciiWord(code) ? WORD : SIGN;
  if (code >= 0xd800 && code < 0xe000) return UNKNOWN;
  const character = String.fromCharCode(code);
  if (/\s/.test(character)) return SPACE;
  return /[\p{P}\p{S}]/u.test(character) ? SIGN : WORD;
}

function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
}

/** Whether a character could be part of another mark: then both would be read together. */
export function isMark(code: number): boolean {
  return code === 42 || code === 95 || code === 126;
}

const ATTRIBUTE = /(?<![\w:.-])([a-z][\w:.-]*)="([^"]*)"/g;

/** Attributes of a directive in their order; `undefined` if a name occurs twice. */
export function plainAttributes(written: string): Record<string, string> | undefined {
  const attributes: Record<string, string> = {};
  for (const [, name = "", value = ""] of written.matchAll(ATTRIBUTE)) {
    if (Object.hasOwn(attributes, name)) return undefined;
    attributes[name] = value;
  }
  return attributes;
}

/** The target of a link or image. */
export interface Target {
  readonly url: string;
  readonly title: string | null;
  readonly length: number;
}

const TITLE = /"([^"\\&\n]*)"\)/y;

/** The target at an offset, `(url)` or `(url "title")`; `undefined` if it needs the parser. */
export function targetAt(line: string, begin: number): Target | undefined {
  if (line.charAt(begin) !== "(") return undefined;
  let url = "";
  for (let at = begin + 1;; at++) {
    const code = line.charCodeAt(at);
    if (code === 41) return endOf({ url, title: null }, { begin, end: at + 1 });
    if (code === 32) {
      TITLE.lastIndex = at + 1;
      const [all, title = ""] = TITLE.exec(line) ?? [];
      return all === undefined ? undefined : endOf({ url, title }, { begin, end: at + 1 + all.length });
    }
    const next = line.charCodeAt(at + 1);
    const isEscape = code === 92 && kindOf(next) === SIGN && next < 128;
    if (isEscape) at++;
    else if (!isUrl(code) || (code === 38 && (next === 35 || isLetter(next)))) return undefined;
    url += line.charAt(at);
  }
}

function endOf(
  { url, title }: Omit<Target, "length">,
  { begin, end }: { readonly begin: number; readonly end: number },
): Target | undefined {
  return url === "" ? undefined : { url, title, length: end - begin };
}

/** Whether a character needs no escape in a URL. */
function isUrl(code: number): boolean {
  // White space, parentheses, angle brackets, the backslash, the end of the line.
  return kindOf(code) !== SPACE && code > 32 && ![40, 60, 62, 92, 127].includes(code);
}

function isLetter(code: number): boolean {
  return kindOf(code) === WORD && code >= 65 && code < 128;
}

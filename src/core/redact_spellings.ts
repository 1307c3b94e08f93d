/**
 * The spellings of a secret in a text: plain, in a URL or form, in JSON, in HTML, in Markdown, and in Base64 with
 * arbitrary text around it.
 *
 * Pure. A regular expression is created only for a text that contains a piece of the secret.
 *
 * @module
 */

/** One spelling of a secret. */
export interface Spelling {
  /**
   * Pieces that every encoding leaves unchanged. A text that lacks one of them does not contain the secret. May be
   * empty.
   */
  readonly anchors: readonly string[];
  /** Creates the expression that matches it, whichever of its characters are encoded. */
  readonly expression: () => RegExp;
  /** Matches its first characters: a quick check for a secret without anchors, whose expression may take seconds to compile. */
  readonly head: () => RegExp;
  /** Maximum length of a match, in characters. */
  readonly maxLength: number;
}

/** Lists the spellings of a secret. */
export function spellingsOf(secret: string): readonly Spelling[] {
  return [spelling({ body: secret }), ...[0, 1, 2].map((offset) => inBase64(secret, offset))];
}

/** Maximum length of an anchor, in characters; a longer one is not more selective. */
const MAX_ANCHOR = 24;
/** Number of characters in {@linkcode Spelling.head}. */
const HEAD_LENGTH = 8;
/** Minimum length of an anchor, in characters; a shorter one occurs everywhere. */
const MIN_ANCHOR = 3;
/** Maximum number of anchors; more are not more selective. */
const MAX_ANCHORS = 3;
/**
 * Maximum length of one encoded character: sixteen backslashes before an entity such as `&amp;#x0000002b;`, all
 * URL-encoded.
 */
const MAX_ENCODED = 120;

interface Parts {
  readonly body: string;
  /** Text around the secret that belongs to it, as regular expressions. */
  readonly before?: string;
  readonly after?: string;
  readonly isBase64?: boolean;
}

function spelling({ body, before = "", after = "", isBase64 = false }: Parts): Spelling {
  let expression: RegExp | undefined;
  let head: RegExp | undefined;
  return {
    anchors: anchorsOf(body),
    head: () => head ??= new RegExp(sourceOf(Array.from(body).slice(0, HEAD_LENGTH).join(""), isBase64)),
    expression: () => expression ??= new RegExp(`${before}${sourceOf(body, isBase64)}${after}`, "g"),
    get maxLength(): number {
      return 16 +
        Array.from(body, (char) => char.length === 1 && isAlphanumeric(char.charCodeAt(0)) ? 1 : MAX_ENCODED)
          .reduce((sum, length) => sum + length, 0);
    },
  };
}

/**
 * The secret in Base64 or base64url, after `offset` bytes of other text (modulo three), such as `email:`. A character
 * that encodes bits of both the secret and its surroundings belongs to the match.
 */
function inBase64(secret: string, offset: number): Spelling {
  const bytes = isAscii(secret)
    ? secret
    : Array.from(new TextEncoder().encode(secret), (byte) => String.fromCharCode(byte)).join("");
  const text = btoa("\0".repeat(offset) + bytes);
  const [start, end] = [Math.ceil(offset * 8 / 6), Math.floor((offset + bytes.length) * 8 / 6)];
  return spelling({
    body: text.slice(start, end),
    before: offset === 0 ? "" : `${BASE64}?`,
    after: `${BASE64}?(?:=|%3[Dd]){0,2}`,
    isBase64: true,
  });
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

const BASE64 = "[A-Za-z0-9+/_-]";

/** The runs of letters and digits, longest first. A loop, because the first use of a regular expression is slow. */
function anchorsOf(text: string): readonly string[] {
  const runs: string[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (isAlphanumeric(text.charCodeAt(at))) continue;
    if (at - start >= MIN_ANCHOR) runs.push(text.slice(start, at));
    start = at + 1;
  }
  return runs.sort((a, b) => b.length - a.length).slice(0, MAX_ANCHORS).map((run) =>
    run.slice(0, MAX_ANCHOR)
  );
}

/** @param code A UTF-16 code unit, or NaN. */
function isAlphanumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

/** Every part matches in one way only, so that a near miss costs no more than a miss. */
function sourceOf(body: string, isBase64: boolean): string {
  // A run of backslashes also consumes those that escape the next character.
  const pieces = body.match(/\\+|\p{Cc}+|[^\\]/gsu) ?? [];
  return pieces.map((piece, index) => {
    // Backslashes before the whole match are left out: the search would start at each of them.
    const after = index === 0 || (pieces[index - 1]?.startsWith("\\") ?? false);
    return piece.startsWith("\\") ? sourceOfRun(piece) : sourceOfPiece(piece, { isBase64, after });
  }).join("");
}

/** Characters that encodings consist of, plain or URL-encoded. */
const BACKSLASH = String.raw`(?:\\|%(?:25)?5[Cc])`;
const AMPERSAND = "(?:&|%(?:25)?26)";
const NUMBER = "(?:#|%(?:25)?23)";
const SEMICOLON = "(?:;|%(?:25)?3[Bb])";

function sourceOfRun({ length }: string): string {
  const others = `(?:/|${encoded("\\").slice(1).join("|")}){${length}}`;
  return `(?:${BACKSLASH}{${length},${16 * length}}|${others}${BACKSLASH}{0,16})`;
}

/** @param options `after`: whether backslashes before the piece belong to the preceding piece. */
function sourceOfPiece(
  piece: string,
  { isBase64, after }: { readonly isBase64: boolean; readonly after: boolean },
): string {
  if (piece.length === 1 && isAlphanumeric(piece.charCodeAt(0))) return piece;
  // Displayed text has no control characters except line breaks, which may be escaped.
  if (isControl(piece)) return String.raw`(?:\s|\\{1,8}[a-z]|%0[0-9A-Fa-f]){0,${piece.length}}`;
  const others = isBase64 ? OF_BASE64URL[piece] : OF_FORM[piece];
  const plain = [escaped(piece), ...(others === undefined ? [] : [others])];
  const [inUrl, inHtml, inJson] = encoded(piece);
  const escape = after ? "" : `${BACKSLASH}{0,16}`;
  return `(?:${escape}(?:${[...plain, inUrl, inHtml].join("|")})|${
    after ? inJson.slice(inJson.indexOf("u")) : inJson
  })`;
}

const OF_BASE64URL: Readonly<Record<string, string>> = { "+": "-", "/": "_" };
const OF_FORM: Readonly<Record<string, string>> = { " ": String.raw`\+` };

/** A character in a URL, as an HTML entity, and as a JSON escape. */
function encoded(char: string): readonly [inUrl: string, inHtml: string, inJson: string] {
  const code = char.codePointAt(0) ?? 0;
  const bytes = Array.from(
    new TextEncoder().encode(char),
    (byte) => `%(?:25)?${anyCase(byte.toString(16).padStart(2, "0"))}`,
  );
  const names = ENTITIES[char];
  const numbers = [`${NUMBER}0{0,6}${code}`, `${NUMBER}[xX]0{0,6}${anyCase(code.toString(16))}`];
  const entities = [...numbers, ...(names === undefined ? [] : [names])].join("|");
  const units = char.split("").map((unit) =>
    `${BACKSLASH}{1,16}u${anyCase(unit.charCodeAt(0).toString(16).padStart(4, "0"))}`
  );
  return [bytes.join(""), `${AMPERSAND}(?:amp${SEMICOLON})?(?:${entities})${SEMICOLON}?`, units.join("")];
}

/** Named HTML entities of a character. */
const ENTITIES: Readonly<Record<string, string>> = {
  "!": "excl",
  '"': "quot|QUOT",
  "#": "num",
  "$": "dollar",
  "%": "percnt",
  "&": "amp|AMP",
  "'": "apos",
  "(": "lpar",
  ")": "rpar",
  "*": "ast|midast",
  "+": "plus",
  ",": "comma",
  ".": "period",
  "/": "sol",
  ":": "colon",
  ";": "semi",
  "<": "lt|LT",
  "=": "equals",
  ">": "gt|GT",
  "?": "quest",
  "@": "commat",
  "[": "lsqb|lbrack",
  "\\": "bsol",
  "]": "rsqb|rbrack",
  "^": "Hat",
  "_": "lowbar|UnderBar",
  "`": "grave|DiacriticalGrave",
  "{": "lcub|lbrace",
  "|": "verbar|vert|VerticalLine",
  "}": "rcub|rbrace",
};

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function escaped(char: string): string {
  return char.replace(/[$()*+./?[\\\]^{|}-]/g, "\\$&");
}

function isControl(char: string): boolean {
  const code = char.charCodeAt(0);
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

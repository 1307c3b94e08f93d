/**
 * Escapes in wiki markup: a backslash, or an HTML entity; and the patterns that reading and writing share.
 *
 * @module
 */
import { decodeHTMLStrict } from "entities";
import { allowed } from "../dialect/clean.ts";

/** The characters that a backslash escapes. Before any other one, a backslash is text: `C:\Users\me\.ssh`. */
const ESCAPABLE = "-#*_+?^~|%{}[]()!@";

/** An escape. A backslash after a backslash escapes nothing. */
const ESCAPE = /(?<!\\)\\([-#*_+?^~|%{}[\]()!@])/g;

/** Text that Jira shows as an icon. */
export const ICON = /(?:\((?:[!+?x/iyn-]|\*[rgby]?|on|off|flag|flagoff)\)|[:;]-?\)|:-?[(PpD])(?![a-zA-Z])/y;

/** An image: no word touches it, and there are at least five characters between the signs. */
export const IMAGE =
  /(?<![\p{L}\p{N}\\])!(?![)\s|])(?=[^!\n]{5})([^!|\n]*[^\s!|])(?:\|([^!\n]*))?(?<!\\)!(?![\p{L}\p{N}])/uy;

/** Matches a sticky pattern at an offset. */
export function matchAt(pattern: RegExp, wiki: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(wiki);
}

/**
 * The offset of the sign that closes what was opened before `from`; -1 if one that `stops` it, or the end of the text,
 * comes first. An escaped sign is ignored.
 */
export function closingSign(
  wiki: string,
  from: number,
  { closes, stops }: { readonly closes: string; readonly stops: string },
): number {
  for (let at = from; at < wiki.length; at++) {
    if (wiki.startsWith(closes, at)) return at;
    const character = wiki.charAt(at);
    if (stops.includes(character)) return -1;
    if (character === "\\" && wiki.charAt(at + 1) !== "\n") at++;
  }
  return -1;
}

/** Decodes escapes and entities. */
export function unescaped(wiki: string): string {
  const references = wiki.replace(ESCAPE, (_escape, sign: string) => `&#${sign.charCodeAt(0)};`);
  return allowed(decodeHTMLStrict(references));
}

/**
 * Writes backslashes as entities where they would escape the next character, or break the line: two of them do, unless
 * another one follows before the next space, as in `\\server\share`.
 */
export function escapedBackslashes(text: string): string {
  return text.replace(/\\+/g, (run: string, at: number) => {
    const end = at + run.length;
    const next = text.charAt(end);
    const plain = next !== "" && !ESCAPABLE.includes(next);
    if (plain && (run.length !== 2 || isShare(text, end))) return run;
    return plain ? `${BACKSLASH}\\` : BACKSLASH.repeat(run.length);
  });
}

const BACKSLASH = "&#92;";

/** Whether a part of a path begins at an offset: `server\share`. */
function isShare(text: string, at: number): boolean {
  const end = text.indexOf("\\", at);
  return end > at && !/\s/.test(text.slice(at, end)) && /^[\p{L}\p{N}]/u.test(text.slice(end + 1, end + 3));
}

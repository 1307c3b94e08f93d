/**
 * What stands for characters that mean something in wiki markup: a backslash before them, or an entity of HTML.
 *
 * @module
 */
import { decodeHTMLStrict } from "entities";
import { clean } from "../dialect/clean.ts";

/**
 * Where a sign stands that closes what was opened before `from`; -1 where another one that `stops` it, or the end of the
 * text, comes first. What has a backslash before it is neither.
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

/** Text without escapes and entities. */
export function unescaped(wiki: string): string {
  const references = wiki.replace(
    /\\([!-/:-@[-`{-~])/g,
    (_escape, sign: string) => `&#${sign.charCodeAt(0)};`,
  );
  return clean(decodeHTMLStrict(references));
}

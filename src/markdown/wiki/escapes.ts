/**
 * Escapes in wiki markup: a backslash, or an HTML entity.
 *
 * @module
 */
import { decodeHTMLStrict } from "entities";
import { clean } from "../dialect/clean.ts";

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
  const references = wiki.replace(
    /\\([!-/:-@[-`{-~])/g,
    (_escape, sign: string) => `&#${sign.charCodeAt(0)};`,
  );
  return clean(decodeHTMLStrict(references));
}

/**
 * What stands for characters that mean something in wiki markup: a backslash before them, or an entity of HTML.
 *
 * @module
 */
import { decodeHTMLStrict } from "entities";
import { clean } from "../dialect/clean.ts";

/** Text without escapes and entities. */
export function unescaped(wiki: string): string {
  const references = wiki.replace(
    /\\([!-/:-@[-`{-~])/g,
    (_escape, sign: string) => `&#${sign.charCodeAt(0)};`,
  );
  return clean(decodeHTMLStrict(references));
}

/**
 * Limits of the converter. Content beyond a limit stays raw if there is a raw form; otherwise it is refused.
 *
 * @module
 */

/** Maximum nesting depth of a document. Pages written by people stay under 40. */
export const MAX_DEPTH = 60;

/**
 * Maximum number of nodes in a top-level element. Its tree and everything derived from it are in memory at the same time:
 * about 150 MB at this limit. A table of 10,000 rows and 5 columns has 110,000 to 210,000.
 */
export const MAX_NODES = 250_000;

/** Maximum number of nodes in a block that the printer and the parser have to handle, which takes ten times as long. */
export const MAX_PARSED_NODES = 60_000;

/** Maximum depth of a Markdown tree. An element takes up to two levels (a list and its item). */
export const MAX_TREE_DEPTH = 2 * MAX_DEPTH + 20;

/**
 * Maximum length of a paragraph, list item or table row in Markdown, in characters. Parsing time grows with the square of
 * the length; at this limit it is under a second.
 */
export const MAX_PIECE = 32_768;

/** Maximum number of tildes in a paragraph: the time for strikethrough grows quadratically. */
export const MAX_TILDES = 1_000;

/**
 * Maximum number of {@linkcode SIGNS} in a paragraph. The parser searches from each of them to the end of the
 * paragraph, or from its beginning; this many take under a second.
 */
export const MAX_SIGNS = 2_000;

/** Characters that may begin emphasis, a link, code, HTML, attributes or a quote, unless escaped by a backslash. */
export const SIGNS = "*_[`<{>";

/** A text of this length, in characters, may take more than half a second to convert. */
export const LONG = 262_144;

/** The number of expensive characters that take as long as {@linkcode LONG} others. */
const MAX_QUICK = 5_000;

/** Whether converting a text, in any direction, may take more than half a second. */
export function isLong(text: string): boolean {
  if (text.length > LONG) return true;
  let count = 0;
  for (let at = 0; at < text.length && count <= MAX_QUICK; at++) {
    if ("*_[`<{~&|\n".includes(text.charAt(at))) count++;
  }
  return count > MAX_QUICK;
}

/** Why a paragraph, item or row is too large to be parsed: `40000 characters`; `undefined` if it is not. */
export function excessOf(piece: string): string | undefined {
  if (piece.length > MAX_PIECE) return `${piece.length} characters`;
  const { signs, tildes } = signsIn(piece);
  if (tildes >= MAX_TILDES) return `${MAX_TILDES} tildes or more`;
  return signs > MAX_SIGNS ? `${signs} signs of Markdown` : undefined;
}

/** The number of {@linkcode SIGNS} and of tildes in a text, without escaped ones. */
function signsIn(piece: string): { readonly signs: number; readonly tildes: number } {
  let [signs, tildes] = [0, 0];
  for (let at = 0; at < piece.length; at++) {
    const character = piece.charAt(at);
    if (character === "\\") at++;
    else if (character === "~") tildes++;
    else if (SIGNS.includes(character)) signs++;
  }
  return { signs, tildes };
}

/** Far below the limits: so many signs in an item or row leave room for those beside it. */
const FEW_SIGNS = 300;

/** Whether an item or row is far from the limits, alone and together with others. */
export function isModest(piece: string): boolean {
  if (piece.length <= FEW_SIGNS) return true;
  return piece.length < MAX_PIECE / 4 && signsIn(piece).signs <= FEW_SIGNS;
}

/** Chunk size for table rows and list items, in characters. */
export const PIECE = 2_048;

/**
 * Tokens that were typed in the wrong place, such as after `--email`: an error would repeat them.
 *
 * @module
 */

/** Atlassian's API tokens begin with what kind they are: `ATATT3xFfGF0…=1A2B3C4D`. */
const API_TOKEN = /\bAT[A-Z]TT3[\w-]{8,}(?:=[0-9A-F]*)?/gi;
/** A PAT is Base64 of twelve digits, a colon and 20 bytes: 44 characters, of which the first stands for a digit. */
const PAT = /(?<![A-Za-z0-9+/])[MNO][A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])/g;

/** A text in which whatever looks like a token shows its beginning alone. */
export function withoutTokens(text: string): string {
  return text.replace(API_TOKEN, shown).replace(PAT, shown);
}

function shown(token: string): string {
  return `${token.slice(0, 6)}…`;
}

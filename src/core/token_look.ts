/**
 * Credentials that nobody revealed here, known by their look: tokens that were typed in the wrong place, such as that
 * of an email, and headers that an error page quotes.
 *
 * Pure.
 *
 * @module
 */

/** Atlassian's API tokens begin with what kind they are: `ATATT3xFfGF0…=1A2B3C4D`. A host's name is in small letters. */
const API_TOKEN = /\bAT[A-Z](?:TT|tt)3[\w-]{8,}(?:=[0-9A-F]*)?/gi;
/**
 * A personal access token is Base64 of twelve digits, a colon and 20 bytes: 44 characters. Digits in Base64 are so
 * few combinations that nothing else looks like it, wherever it stands.
 */
const PAT = /(?:[MNO][DTjz][AEIMQUYcgk][w-z0-5]){4}O[g-v](?:[A-Za-z0-9+/]|%2[BFbf]){26}/g;
/** A header with a credential, as an error page quotes it: ours, or one for a proxy, which only the system knows. */
const QUOTED_HEADER =
  /(\b(?:proxy-)?authorization\W{1,4}(?:basic|bearer|negotiate|ntlm)\s{1,8})[^\s"',;<]+/gi;

/**
 * A text in which whatever looks like a token shows its beginning alone, and a quoted Authorization header nothing of
 * its credential.
 */
export function withoutTokenLooks(text: string): string {
  // Looking for a piece that each has is ten times as quick as an expression, which most texts then do without.
  const hasToken = text.includes("TT3") || text.includes("tt3");
  const shown = (hasToken ? text.replace(API_TOKEN, beginning) : text).replace(PAT, beginning);
  const hasHeader = shown.includes("uthorization") || shown.includes("UTHORIZATION");
  return hasHeader ? shown.replace(QUOTED_HEADER, "$1[secret]") : shown;
}

function beginning(token: string): string {
  return `${token.slice(0, 6)}…`;
}

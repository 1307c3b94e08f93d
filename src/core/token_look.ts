/**
 * Recognises credentials that were never revealed here by their shape: tokens typed in the wrong place, such as in
 * place of an email, and headers quoted in an error page.
 *
 * Pure.
 *
 * @module
 */

/** Atlassian's API tokens start with their kind: `ATATT3xFfGF0…=1A2B3C4D`. Hostnames are lower case. */
const API_TOKEN = /\bAT[A-Z](?:TT|tt)3[\w-]{8,}(?:=[0-9A-F]*)?/gi;
/**
 * A personal access token is Base64 of twelve digits, a colon and 20 bytes: 44 characters. Base64 of digits uses so few
 * combinations that nothing else looks like it.
 */
const PAT = /(?:[MNO][DTjz][AEIMQUYcgk][w-z0-5]){4}O[g-v](?:[A-Za-z0-9+/]|%2[BFbf]){26}/g;
/** A header with a credential, as an error page quotes it: ours, or one for a proxy, which only the runtime knows. */
const QUOTED_HEADER =
  /(\b(?:proxy-)?authorization\W{1,4}(?:basic|bearer|negotiate|ntlm)\s{1,8})[^\s"',;<]+/gi;

/**
 * Redacts by shape: keeps only the beginning of whatever looks like a token, and removes the credential of a quoted
 * `Authorization` header.
 */
export function withoutTokenLooks(text: string): string {
  // Searching for a fixed piece is ten times as fast as an expression, which most texts then do not need.
  const hasToken = text.includes("TT3") || text.includes("tt3");
  const shown = (hasToken ? text.replace(API_TOKEN, beginning) : text).replace(PAT, beginning);
  const hasHeader = shown.includes("uthorization") || shown.includes("UTHORIZATION");
  return hasHeader ? shown.replace(QUOTED_HEADER, "$1[secret]") : shown;
}

function beginning(token: string): string {
  return `${token.slice(0, 6)}…`;
}

/** Secrets that are looked for wherever they could have got to, however they were written there. */

/** A token with every character that some encoding writes in another way; it does not look like one of Atlassian's. */
export const TOKEN = `C4nary"of\\the+token/&=%k7Zq<9>x?`;
/** The part of a token that looks like one of Atlassian's which is not the same in all of them. */
const OWN_PART = "c4nary-_of-an-API-token_7zQ9".repeat(3);
/** That token. */
export const API_TOKEN = `ATATT3xFfGF0${OWN_PART}=1A2B3C4D`;
/** The password of a proxy. */
export const PASSWORD = "pr0xy-C4nary/w0rd";
/** What a login page says. */
export const PAGE = "SAMLResponse_0f:the:P4ge";
/** The account whose token it is. */
export const EMAIL = "mia.mueller@sandbox.example";

const SECRETS: Readonly<Record<string, string>> = {
  "the token": TOKEN,
  "the API token": OWN_PART,
  "the proxy's password": PASSWORD,
  "the login page": PAGE,
};

/** Number of consecutive characters of a secret that count as a leak. */
const WINDOW = 10;

interface Form {
  readonly name: string;
  readonly parts: readonly string[];
}

const FORMS: readonly Form[] = Object.entries(SECRETS).flatMap(([what, secret]) =>
  Object.entries(writingsOf(secret)).map(([how, text]) => ({ name: `${what}, ${how}`, parts: windows(text) }))
);

/** The ways to write a secret. */
function writingsOf(secret: string): Readonly<Record<string, string>> {
  const bytes = new TextEncoder().encode(secret);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const json = (text: string): string => JSON.stringify(text).slice(1, -1);
  const base64 = Object.fromEntries(
    [0, 1, 2].map((offset) => [`base64 at ${offset}`, inBase64(secret, offset)]),
  );
  return {
    "as it is": secret,
    "in JSON": json(secret),
    "in JSON in JSON": json(json(secret)),
    "in a URL": encodeURIComponent(secret),
    "in a form": new URLSearchParams({ "": secret }).toString().slice(1),
    "in HTML": secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;"),
    "in HTML, in decimal": secret.replace(/[^A-Za-z0-9]/g, (char) => `&#${char.charCodeAt(0)};`),
    "in HTML, in hex": secret.replace(/[^A-Za-z0-9]/g, (char) => `&#x${char.charCodeAt(0).toString(16)};`),
    "in a URL, all of it": secret.replace(/[^A-Za-z0-9]/g, (char) => `%${char.charCodeAt(0).toString(16)}`),
    "in hex": hex,
    "in HEX": hex.toUpperCase(),
    "backwards": [...secret].reverse().join(""),
    ...base64,
  };
}

/** The middle of any base64 that the secret stands in, by how many bytes stand before it. */
function inBase64(secret: string, offset: number): string {
  const text = btoa("\0".repeat(offset) + secret).replaceAll("=", "");
  return text.slice(offset === 0 ? 0 : 4, text.length - 1);
}

function windows(text: string): readonly string[] {
  const count = Math.max(1, text.length - WINDOW + 1);
  return Array.from({ length: count }, (_, start) => text.slice(start, start + WINDOW));
}

/** What of the secrets is in a text: `the token, in a URL`. base64 counts in the spelling for URLs, too. */
export function tracesIn(text: string): readonly string[] {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return FORMS.filter(({ parts }) => parts.some((part) => text.includes(part) || plain.includes(part)))
    .map(({ name }) => name);
}

/** The same of bytes. */
export function tracesInBytes(bytes: Uint8Array): readonly string[] {
  return tracesIn(new TextDecoder("latin1").decode(bytes));
}

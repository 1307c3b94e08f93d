/**
 * The accounts of the sandbox: one token for each way that a sign-in can succeed or fail.
 *
 * @module
 */
import type { User } from "./model.ts";
import { PEOPLE } from "./seed/people.ts";

/** A server of the sandbox: a Cloud site with both products, a Jira Data Center, a Confluence Data Center. */
export type Face = "cloud" | "jira" | "confluence";

/** A product that an account may use. */
export type Product = "jira" | "confluence";

/** How the sandbox treats an account's token. */
type Conduct =
  /** Accepted for these products; 403 for the others. */
  | { readonly kind: "admitted"; readonly products: readonly Product[] }
  /** A Cloud token with scopes: 401 at the site, accepted at the gateway if it has the required scope. */
  | { readonly kind: "scoped"; readonly hasScope: boolean }
  /** Cloud treats it as anonymous, Data Center responds with 401. */
  | { readonly kind: "expired" }
  /** 403 until the user signs in with a browser. */
  | { readonly kind: "captcha" }
  /** A single sign-on in front of the product: it redirects to its page, or sends the page with a 200. */
  | { readonly kind: "sso"; readonly how: "redirect" | "page" }
  /** 429 for a number of requests, then accepted. */
  | { readonly kind: "rate-limited"; readonly times: number; readonly retryAfterSeconds: number };

/** An account with its credential and behaviour. */
export interface SandboxAccount {
  /** The account's name: `cloud-valid`, `jira-expired`, … */
  readonly name: string;
  /** The server that issued the token. */
  readonly face: Face;
  /** The email to sign in with (Cloud). */
  readonly email?: string;
  /** The username (Data Center). */
  readonly username?: string;
  /** An API token (Cloud) or a personal access token (Data Center). It opens this sandbox and nothing else. */
  readonly token: string;
  /** The behaviour of the token, in one line. */
  readonly what: string;
}

/** An account with its internal data. */
export interface Account extends SandboxAccount {
  readonly user: User;
  readonly conduct: Conduct;
}

interface Variant {
  readonly variant: string;
  readonly user: User;
  readonly conduct: Conduct;
  readonly what: string;
}

const BOTH: readonly Product[] = ["jira", "confluence"];

const EVERYWHERE: readonly Variant[] = [
  admitted("valid", PEOPLE.mia, { products: BOTH, what: "works" }),
  admitted("colleague", PEOPLE.sean, { products: BOTH, what: "works, for somebody else" }),
  admitted("no-permission", PEOPLE.tomas, { products: [], what: "signed in, but may use nothing: 403" }),
  {
    variant: "expired",
    user: PEOPLE.mia,
    conduct: { kind: "expired" },
    what: "expired: Cloud answers as to anonymous, also with 200; Data Center 401",
  },
  {
    variant: "sso-redirect",
    user: PEOPLE.joerg,
    conduct: { kind: "sso", how: "redirect" },
    what: "a sign-in page stands in front: 302",
  },
  {
    variant: "sso-page",
    user: PEOPLE.joerg,
    conduct: { kind: "sso", how: "page" },
    what: "a sign-in page instead of JSON: 200",
  },
  {
    variant: "rate-limited",
    user: PEOPLE.zoe,
    conduct: { kind: "rate-limited", times: 2, retryAfterSeconds: 1 },
    what: "429 twice, one second to wait each, then works",
  },
  {
    variant: "rate-limited-long",
    user: PEOPLE.zoe,
    conduct: { kind: "rate-limited", times: Infinity, retryAfterSeconds: 3600 },
    what: "429, an hour to wait, always",
  },
];

const CLOUD_ONLY: readonly Variant[] = [
  {
    variant: "scoped",
    user: PEOPLE.mia,
    conduct: { kind: "scoped", hasScope: true },
    what: "a token with scopes: 401 at the site, works at the gateway",
  },
  {
    variant: "missing-scope",
    user: PEOPLE.mia,
    conduct: { kind: "scoped", hasScope: false },
    what: "a token with other scopes than are needed: 401 at the site and at the gateway",
  },
  admitted("jira-only", PEOPLE.priya, { products: ["jira"], what: "works in Jira, 403 in Confluence" }),
  admitted("confluence-only", PEOPLE.joerg, {
    products: ["confluence"],
    what: "works in Confluence, 403 in Jira",
  }),
];

const DATA_CENTER_ONLY: readonly Variant[] = [
  {
    variant: "captcha",
    user: PEOPLE.tomas,
    conduct: { kind: "captcha" },
    what: "has to solve a CAPTCHA in a browser first: 403",
  },
];

const FACES: readonly { readonly face: Face; readonly variants: readonly Variant[] }[] = [
  { face: "cloud", variants: [...EVERYWHERE, ...CLOUD_ONLY] },
  { face: "jira", variants: [...EVERYWHERE, ...DATA_CENTER_ONLY] },
  { face: "confluence", variants: [...EVERYWHERE, ...DATA_CENTER_ONLY] },
];

/**
 * Creates all accounts, each with a new token.
 *
 * @param fixed Tokens to use instead, by account name.
 * @throws {RangeError} if `fixed` names an unknown account, or two accounts would share a token.
 */
export function createAccounts(fixed: Readonly<Record<string, string>>): readonly Account[] {
  const accounts = FACES.flatMap(({ face, variants }) =>
    variants.map((variant) => accountOf(face, variant, fixed))
  );
  const stray = Object.keys(fixed).find((name) => !accounts.some((account) => account.name === name));
  if (stray !== undefined) throw new RangeError(`No account of the sandbox is called "${stray}"`);
  if (new Set(accounts.map((account) => account.token)).size < accounts.length) {
    throw new RangeError("Two accounts of the sandbox have the same token");
  }
  return accounts;
}

function accountOf(face: Face, variant: Variant, fixed: Readonly<Record<string, string>>): Account {
  const name = `${face}-${variant.variant}`;
  const { user, conduct, what } = variant;
  const token = fixed[name] ?? (face === "cloud" ? makeApiToken() : makePat());
  const identity = face === "cloud" ? { email: user.email } : { username: user.username };
  return { name, face, ...identity, token, what, user, conduct };
}

function admitted(
  variant: string,
  user: User,
  rest: { readonly products: readonly Product[]; readonly what: string },
): Variant {
  return { variant, user, conduct: { kind: "admitted", products: rest.products }, what: rest.what };
}

/** As long as Cloud's API tokens, with the same prefix and a suffix like their checksum. */
function makeApiToken(): string {
  const end = Array.from(randomBytes(4), (byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase();
  const middle = base64(randomBytes(132)).replaceAll("+", "-").replaceAll("/", "_");
  return `ATATT3xFfGF0${middle}=${end}`;
}

/** In the format of Data Center's personal access tokens: Base64 of a number, a colon and 20 random bytes. */
function makePat(): string {
  const digits = Array.from(randomBytes(12), (byte) => String(byte % 10)).join("");
  const head = new TextEncoder().encode(`${digits}:`);
  return base64(new Uint8Array([...head, ...randomBytes(20)]));
}

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

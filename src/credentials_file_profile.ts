/**
 * One profile, as it stands in the credentials file.
 *
 * @module
 */
import * as z from "zod/mini";
import { fitting, type MemberPath, MemberProblem, unknownOf } from "./credentials_file_fit.ts";
import { parseToken } from "./credential.ts";
import { UsageError } from "./errors.ts";
import type { Profile } from "./profile.ts";
import { parseGatewayUrl, siteOf } from "./site.ts";

const text = z.string("text");
const optionalText = z.exactOptional(text);
const optionalFlag = z.exactOptional(z.boolean("true or false"));
const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.exactOptional(z.enum(words, words.map((word) => `"${word}"`).join(" or ")));

/** The members, in the order in which they are written. `pat` is only read. */
const PROFILE = z.object({
  name: text,
  baseUrl: text,
  email: optionalText,
  authType: oneOf(["basic", "bearer"]),
  username: optionalText,
  apiToken: optionalText,
  pat: optionalText,
  deployment: oneOf(["cloud", "data-center"]),
  product: oneOf(["jira", "confluence"]),
  accountId: optionalText,
  displayName: optionalText,
  cloudId: optionalText,
  apiBaseUrl: optionalText,
  tokenStore: oneOf(["file", "keychain", "command", "env"]),
  tokenCommand: z.exactOptional(z.array(text, "a list of texts").check(z.minLength(1, "a list of texts"))),
  tokenEnv: optionalText,
  keychainAccount: optionalText,
  caFile: optionalText,
  clientCertFile: optionalText,
  clientKeyFile: optionalText,
  proxy: optionalText,
  allowHttp: optionalFlag,
  readOnly: optionalFlag,
  tokenId: optionalText,
  tokenExpiresAt: optionalText,
  verifiedAt: optionalText,
}, "an object");

const MEMBERS = Object.keys(PROFILE.shape);
/** Members that may be empty, but not absent. */
const REQUIRED = new Set(["name", "baseUrl"]);

/** Names of profiles that mean something else to JavaScript. `__proto__` does not get here. */
const RESERVED_NAMES = new Set(["__proto__", "constructor", "prototype"]);

type Written = z.output<typeof PROFILE>;

/**
 * Reads a profile.
 *
 * @param key Its key in the file.
 * @throws {MemberProblem}
 */
export function toProfile(key: string, value: unknown): Profile {
  const path = ["profiles", key];
  if (RESERVED_NAMES.has(key) || /\p{Cc}/u.test(key)) {
    throw new MemberProblem(path, "no profile can have this name");
  }
  const { pat, apiToken: token = pat, ...written } = fitting(PROFILE, {
    value: withoutEmpty(key, value),
    path,
  });
  expect(written.name === key, [...path, "name"], "another name than its key");
  expect(pat === undefined || pat === token, [...path, "pat"], "another token than apiToken");
  expectUsable(written, path);
  const unknown = unknownOf(value, PROFILE.shape);
  return {
    ...written,
    baseUrl: at(
      [...path, "baseUrl"],
      () => siteOf(written.baseUrl, { allowHttp: written.allowHttp ?? false }).url,
    ),
    ...(token !== undefined && {
      apiToken: at([...path, pat === undefined ? "apiToken" : "pat"], () => parseToken(token)),
    }),
    ...(unknown !== undefined && { unknown }),
  };
}

/** What is written for a profile. This is where its token leaves the `Secret`. */
export function fromProfile(profile: Profile): Readonly<Record<string, unknown>> {
  const plain: Readonly<Record<string, unknown>> = { ...profile, apiToken: profile.apiToken?.reveal() };
  return {
    ...Object.fromEntries(MEMBERS.map((member) => [member, plain[member]])),
    ...unknownOf(profile.unknown, PROFILE.shape),
  };
}

/** With its key as its name, unless it says another, and without optional members that are empty. */
function withoutEmpty(key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([member, content]) => content !== "" || REQUIRED.has(member));
  return { name: key, ...Object.fromEntries(entries) };
}

/** Members that steer where a token goes, or come from, are taken only in the one form that is safe. */
function expectUsable(written: Omit<Written, "pat" | "apiToken">, path: MemberPath): void {
  const { apiBaseUrl, cloudId, tokenEnv, tokenCommand } = written;
  expect(
    apiBaseUrl === undefined || (cloudId !== undefined && parseGatewayUrl(apiBaseUrl)?.cloudId === cloudId),
    [...path, "apiBaseUrl"],
    "not the address of Atlassian's gateway for the profile's cloudId",
  );
  expect(
    tokenEnv === undefined || /^ATLCLI_\w+$/.test(tokenEnv),
    [...path, "tokenEnv"],
    'not the name of a variable that begins with "ATLCLI_"',
  );
  expect(tokenCommand?.[0] !== "", [...path, "tokenCommand", 0], "empty text, where a program is wanted");
}

function expect(fits: boolean, path: MemberPath, problem: string): void {
  if (!fits) throw new MemberProblem(path, problem);
}

/** Parses a member's value; a refusal is told with the member's path. */
function at<T>(path: MemberPath, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new MemberProblem(path, error.message, { cause: error });
  }
}

/**
 * One profile, as the credentials file stores it.
 *
 * @module
 */
import { parseToken } from "../../core/credential.ts";
import {
  flag,
  type MemberPath,
  MemberProblem,
  type Members,
  membersOf,
  object,
  oneOf,
  text,
  texts,
  unknownOf,
} from "./validators.ts";
import { UsageError } from "../../core/errors.ts";
import type { Profile } from "../profile.ts";
import { parseGatewayUrl } from "../../site/gateway.ts";
import { siteOf } from "../../site/site.ts";
import { hasControl } from "../../core/text.ts";

/** The members, in the order in which they are written. `pat` is read, but never written. */
const MEMBERS = {
  name: text,
  baseUrl: text,
  email: text,
  authType: oneOf("basic", "bearer"),
  username: text,
  apiToken: text,
  pat: text,
  deployment: oneOf("cloud", "data-center"),
  product: oneOf("jira", "confluence"),
  accountId: text,
  displayName: text,
  cloudId: text,
  apiBaseUrl: text,
  tokenStore: oneOf("file", "keychain", "command", "env"),
  tokenCommand: texts,
  tokenEnv: text,
  keychainAccount: text,
  caFile: text,
  clientCertFile: text,
  clientKeyFile: text,
  proxy: text,
  allowHttp: flag,
  readOnly: flag,
  searchFields: texts,
  tokenId: text,
  tokenExpiresAt: text,
  verifiedAt: text,
};

/** Required members, which must not be empty. */
const REQUIRED = new Set(["name", "baseUrl"]);

/** Names that have a special meaning in JavaScript. The JSON parser already refuses `__proto__`. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Parses a profile.
 *
 * @param key Its key in the file.
 * @throws {MemberProblem} if a member is invalid.
 */
export function toProfile(key: string, value: unknown): Profile {
  const path = ["profiles", key];
  if (RESERVED_NAMES.has(key) || hasControl(key)) {
    throw new MemberProblem(path, "a reserved name");
  }
  const members = object(value, path);
  const written = membersOf(withoutEmpty(members), { shape: MEMBERS, path });
  const { name = key, baseUrl, pat, apiToken: token = pat, ...rest } = written;
  expect(name === key, [...path, "name"], "differs from the profile's key");
  expect(pat === undefined || pat === token, [...path, "pat"], "differs from apiToken");
  expectUsable(rest, path);
  const unknown = unknownOf(members, MEMBERS);
  const sitePath = [...path, "baseUrl"];
  const address = text(baseUrl, sitePath);
  return {
    name,
    baseUrl: at(sitePath, () => siteOf(address, { allowHttp: rest.allowHttp ?? false }).url),
    ...rest,
    ...(token !== undefined && {
      apiToken: at([...path, pat === undefined ? "apiToken" : "pat"], () => parseToken(token)),
    }),
    ...(unknown !== undefined && { unknown }),
  };
}

/** The JSON members of a profile. Here its token leaves the `Secret`. */
export function fromProfile(profile: Profile): Readonly<Record<string, unknown>> {
  const plain: Readonly<Record<string, unknown>> = { ...profile, apiToken: profile.apiToken?.reveal() };
  return {
    ...Object.fromEntries(Object.keys(MEMBERS).map((member) => [member, plain[member]])),
    ...unknownOf(profile.unknown ?? {}, MEMBERS),
  };
}

/** Drops optional members that are empty, because they count as absent. */
function withoutEmpty(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(members).filter(([member, content]) => content !== "" || REQUIRED.has(member)),
  );
}

/** Accepts the members that steer where a token goes or comes from only in their one safe form. */
function expectUsable(written: Members<typeof MEMBERS>, path: MemberPath): void {
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
  expect(tokenCommand?.[0] !== "", [...path, "tokenCommand", 0], "empty text, expected a program");
}

function expect(fits: boolean, path: MemberPath, problem: string): void {
  if (!fits) throw new MemberProblem(path, problem);
}

/** Parses a member's value, and adds the member's path to the error. */
function at<T>(path: MemberPath, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new MemberProblem(path, error.message, { cause: error });
  }
}

/**
 * Checks each profile, and the keychain that keeps their tokens.
 *
 * @module
 */
import { AtlcliError, KeychainError } from "../core/errors.ts";
import type { Host } from "../core/host.ts";
import { openTransport } from "../network/transport.ts";
import { tokenExpiry } from "../profile/expiry.ts";
import { keychainAccountOf, type Profile, profileSite } from "../profile/profile.ts";
import type { Snapshot } from "../profile/store/snapshot.ts";
import { KEYCHAIN_SERVICE, type SecretStore } from "../core/secret_store.ts";
import { type Check, fault, type Finding, findingOf, found } from "./finding.ts";
import type { FindingData, SignInData } from "./finding_data.ts";

/** The inputs of the checks. */
interface ProfilesQuestion {
  readonly host: Host;
  readonly secretStore: SecretStore;
  /** The content of the credentials file; `undefined` if it is unusable. */
  readonly snapshot: Snapshot | undefined;
  /** The profile that a command would use now. Its problems are errors; those of others are warnings. */
  readonly used: Profile | undefined;
}

/** An account that does not exist: looking it up shows whether the keychain responds. */
const NOBODY = "atlcli-doctor";

/** Checks whether the keychain responds. The severity depends on the profiles that use it. */
export async function checkKeychain({ secretStore, snapshot }: ProfilesQuestion): Promise<Check> {
  const name = "keychain";
  try {
    await secretStore.look(NOBODY);
    return { name, summary: `${secretStore.label} answers`, findings: [] };
  } catch (error) {
    if (!(error instanceof KeychainError)) throw error;
    const profiles = [...snapshot?.file.profiles.values() ?? []];
    const needed = profiles.some((profile) =>
      keychainAccountOf(profile) !== undefined && profile.apiToken === undefined
    );
    const severity = needed ? "error" : "note";
    return {
      name,
      summary: secretStore.label,
      findings: [findingOf(error, { where: secretStore.label, severity })],
    };
  }
}

/** Checks each profile. */
export async function checkProfiles(
  question: ProfilesQuestion,
  options: { readonly keychainAnswers: boolean },
): Promise<Check> {
  const { snapshot } = question;
  if (snapshot === undefined) {
    return { name: "profiles", summary: "not looked at: the credentials file cannot be used", findings: [] };
  }
  const findings: Finding[] = [];
  for (const profile of snapshot.file.profiles.values()) {
    const where = `profile "${profile.name}"`;
    findings.push(
      ...untrusted(profile, { where, snapshot }),
      ...plainText(profile, where),
      ...expiry(profile, { where, question }),
      ...await network(profile, { where, question }),
      ...options.keychainAnswers ? await keychainItem(profile, { where, question }) : [],
      ...variable(profile, { where, question }),
    );
  }
  const names = [...snapshot.file.profiles.keys()];
  return { name: "profiles", summary: names.length === 0 ? "there is none yet" : names.join(", "), findings };
}

interface About {
  readonly where: string;
  readonly question: ProfilesQuestion;
}

function severityFor(profile: Profile, { used }: ProfilesQuestion): "error" | "warning" {
  return used?.name === profile.name ? "error" : "warning";
}

/** The profile to sign in to again. */
function signIn({ name, baseUrl, authType, email }: Profile): SignInData {
  return { profile: name, site: baseUrl, isBearer: authType === "bearer", email };
}

/** From a file that others can write, a steering member is never used, and an address only after confirmation. */
function untrusted(
  profile: Profile,
  { where, snapshot }: { readonly where: string; readonly snapshot: Snapshot },
): readonly Finding[] {
  try {
    snapshot.requireTrusted(profile, { isConfirmed: true });
    return [];
  } catch (error) {
    return [findingOf(error, { where })];
  }
}

function plainText(profile: Profile, where: string): readonly Finding[] {
  if (profile.apiToken === undefined) return [];
  return [found("note", {
    where,
    problem: "Its token is kept in plain text",
    remedy: "Move it to the keychain",
    data: { kind: "plain-text-token", profile: profile.name, account: profile.username ?? profile.email },
  })];
}

function expiry(profile: Profile, { where, question }: About): readonly Finding[] {
  if (profile.tokenExpiresAt === undefined) return [];
  const expiry = tokenExpiry(profile, { now: question.host.clock.now() });
  if (expiry.kind === "unknown") {
    const problem = "Its tokenExpiresAt is not a valid time";
    return [found("warning", { where, problem, remedy: "Correct it with an editor: 2027-01-31T00:00:00Z" })];
  }
  if (expiry.kind === "valid") return [];
  const when = new Date(expiry.at).toISOString();
  const finding = {
    where,
    problem: expiry.kind === "expired" ? `Its token expired on ${when}` : `Its token expires on ${when}`,
    remedy: "Make a new one, then sign in again",
    data: { kind: "token-expiry", ...signIn(profile) },
  } as const;
  const isFault = expiry.kind === "expired" && severityFor(profile, question) === "error";
  return [isFault ? fault("authentication-failed", finding) : found("warning", finding)];
}

/** Checks the profile's certificates and proxy. */
async function network(profile: Profile, { where, question }: About): Promise<readonly Finding[]> {
  try {
    (await openTransport(question.host, profile)).close();
    return [];
  } catch (error) {
    return [findingOf(error, { where, severity: severityFor(profile, question) })];
  }
}

/** Checks that the item exists, and is for the profile's site. Where the system allows it, the secret is not read. */
async function keychainItem(profile: Profile, { where, question }: About): Promise<readonly Finding[]> {
  const account = keychainAccountOf(profile);
  if (account === undefined) return [];
  const severity = severityFor(profile, question);
  try {
    const item = await question.secretStore.look(account);
    const site = profileSite(profile).url;
    if (item?.site === site) return [];
    // Without an item, the file's token is used, unless the profile keeps its token in the keychain.
    const isThere = profile.apiToken !== undefined && profile.tokenStore === undefined;
    if (item === undefined) return isThere ? [] : [missing(profile, { where, account, severity })];
    const of = item.site === undefined
      ? "does not say which site it is for"
      : `belongs to ${item.site}, not to ${site}`;
    const data: FindingData = item.site === undefined
      ? { kind: "unbound-item", ...signIn(profile), account }
      : { kind: "other-site-item", ...signIn(profile) };
    const problem = `The keychain item ${KEYCHAIN_SERVICE}/${account} ${of}`;
    const finding = { where, problem, remedy: "Sign in again", data };
    return [severity === "error" ? fault("credential-refused", finding) : found("warning", finding)];
  } catch (error) {
    if (!(error instanceof AtlcliError)) throw error;
    return [findingOf(error, { where, severity })];
  }
}

function missing(
  profile: Profile,
  rest: { readonly where: string; readonly account: string; readonly severity: "error" | "warning" },
): Finding {
  const finding = {
    where: rest.where,
    problem: `The keychain has no item ${KEYCHAIN_SERVICE}/${rest.account}`,
    remedy: "Sign in again",
    data: { kind: "no-item", ...signIn(profile) } as const,
  };
  return rest.severity === "error" ? fault("no-credential", finding) : found("warning", finding);
}

function variable(profile: Profile, { where, question }: About): readonly Finding[] {
  const { tokenEnv, tokenStore } = profile;
  if (tokenStore !== "env" || (tokenEnv !== undefined && question.host.env(tokenEnv) !== undefined)) {
    return [];
  }
  const finding = {
    where,
    problem: tokenEnv === undefined
      ? "Its token is in a variable, and tokenEnv names none"
      : `Its token is in the variable ${tokenEnv}, which is not set`,
    remedy: tokenEnv === undefined ? 'Name one with an editor: "tokenEnv"' : `Set ${tokenEnv}`,
  };
  const isUsed = severityFor(profile, question) === "error";
  return [isUsed ? fault("no-credential", finding) : found("warning", finding)];
}

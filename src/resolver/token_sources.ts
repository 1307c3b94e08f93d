/**
 * The sources of a token, as ordered data. The first one with a token wins; later ones are not opened.
 *
 * @module
 */
import { parseToken } from "../core/credential.ts";
import { AtlcliError, CredentialError, KeychainError, parsedFrom, StorageError } from "../core/errors.ts";
import { type CommandResult, type Host, RunFault } from "../core/host.ts";
import { keychainAccountOf, type Profile } from "../profile/profile.ts";
import type { Secret } from "../core/secret.ts";
import { KEYCHAIN_SERVICE, type SecretStore, type StoredSecret } from "../core/secret_store.ts";
import type { Site } from "../site/site.ts";
import type { EnvironmentToken } from "./environment.ts";
import { FROM_FILE, fromEnv, type Provenance } from "./provenance.ts";

/** The inputs of a source. */
export interface TokenQuestion {
  /** The site that the token will be sent to. */
  readonly site: Site;
  /** The profile whose stored token is used, if any. */
  readonly profile: Profile | undefined;
  /** The environment's token, if it is meant for this site. */
  readonly token: EnvironmentToken | undefined;
  /** Access to environment and programs. */
  readonly host: Pick<Host, "env" | "run">;
  /** The keychain of this system. */
  readonly secretStore: SecretStore;
}

/** One source of a token. */
interface TokenSource {
  /** The kind of source. */
  readonly kind: "environment" | "keychain" | "command" | "variable" | "file";
  /** The place that the source would read; `undefined` if it is not configured. Opens nothing. */
  configured(question: TokenQuestion): Provenance | undefined;
  /** Reads the token; `undefined` if there is none. Called only if configured. */
  read(question: TokenQuestion): Promise<Secret | undefined>;
}

const COMMAND_TIMEOUT_MS = 60_000;

const environmentToken: TokenSource = {
  kind: "environment",
  configured: ({ token }) => token?.provenance,
  read: ({ token }) => token?.read() ?? Promise.resolve(undefined),
};

const keychainToken: TokenSource = {
  kind: "keychain",
  configured: ({ profile }) => {
    const account = profile && keychainAccountOf(profile);
    return account === undefined
      ? undefined
      : { source: "keychain", detail: `${KEYCHAIN_SERVICE}/${account}` };
  },
  read: readKeychain,
};

const commandToken: TokenSource = {
  kind: "command",
  configured: ({ profile }) => {
    const program = isFor(profile, "command") ? profile?.tokenCommand?.[0] : undefined;
    return program === undefined ? undefined : { source: "command", detail: program };
  },
  read: ({ profile, host }) => readCommand(profile?.tokenCommand ?? [], { profile, host }),
};

const variableToken: TokenSource = {
  kind: "variable",
  configured: ({ profile }) => {
    const name = isFor(profile, "env") ? profile?.tokenEnv : undefined;
    // The environment's own token may be meant for another site, so a profile must not claim it.
    return name === undefined || name === "ATLCLI_API_TOKEN" ? undefined : fromEnv(name);
  },
  read: async ({ profile, host }) => {
    const name = profile?.tokenEnv ?? "";
    const text = host.env(name);
    return text === undefined ? undefined : await parsedFrom(name, () => parseToken(text));
  },
};

const fileToken: TokenSource = {
  kind: "file",
  configured: ({ profile }) =>
    isFor(profile, "file") && profile?.apiToken !== undefined ? FROM_FILE : undefined,
  read: ({ profile }) => Promise.resolve(profile?.apiToken),
};

/** All sources in order: first found wins. */
export const TOKEN_SOURCES: readonly TokenSource[] = [
  environmentToken,
  keychainToken,
  commandToken,
  variableToken,
  fileToken,
];

/** A token, its source, and the configured sources after it, which were not opened. */
export interface FoundToken {
  /** The token. */
  readonly token: Secret;
  /** The source of the token. */
  readonly provenance: Provenance;
  /** The later sources, which may have another token. */
  readonly shadowed: readonly Provenance[];
}

/**
 * Reads the sources in order.
 *
 * @throws {CredentialError} `no-credential` if no source has a token, `credential-refused` if the keychain's is for
 * another site.
 * @throws {KeychainError} if the keychain is unusable, which is not treated as an absent item.
 * @throws {StorageError} if the profile's command fails.
 */
export async function findToken(question: TokenQuestion): Promise<FoundToken> {
  const places: readonly (readonly [TokenSource, Provenance])[] = TOKEN_SOURCES.flatMap((source) => {
    const place = source.configured(question);
    return place === undefined ? [] : [[source, place] as const];
  });
  for (const [index, [source, provenance]] of places.entries()) {
    const token = await source.read(question);
    if (token === undefined) continue;
    return { token, provenance, shadowed: places.slice(index + 1).map(([, place]) => place) };
  }
  throw noToken(question, places.map(([, place]) => place));
}

/**
 * Reads the keychain's token only, because the item itself records its site. A site that others could have changed gets
 * no other token. Even the environment's token was meant for the previous site.
 *
 * @throws `otherwise` if the keychain has none for this profile; {CredentialError} if it is for another site.
 */
export async function findConfirmedToken(
  question: TokenQuestion,
  { otherwise }: { readonly otherwise: StorageError },
): Promise<FoundToken> {
  const provenance = keychainToken.configured(question);
  const token = provenance && await keychainToken.read(question);
  if (provenance === undefined || token === undefined) throw otherwise;
  return { token, provenance, shadowed: [] };
}

/**
 * Returns an item of the keychain if it is meant for this site.
 *
 * @throws {CredentialError} if it records another site, or none.
 */
export function requireItemFor(
  site: Site,
  item: StoredSecret,
  place: { readonly account: string; readonly profile: string },
): Secret {
  if (item.site === site.url) return item.secret;
  if (item.site === undefined) {
    throw new CredentialError(
      "credential-refused",
      `The keychain item ${KEYCHAIN_SERVICE}/${place.account} does not say which site it is for`,
      { data: { kind: "unbound-item", site: site.url, ...place } },
    );
  }
  throw new CredentialError(
    "credential-refused",
    `The keychain item ${KEYCHAIN_SERVICE}/${place.account} belongs to ${item.site}, and profile "${place.profile}" is for ${site.url}`,
    { data: { kind: "other-site-item", site: site.url, ...place } },
  );
}

async function readKeychain({ site, profile, secretStore }: TokenQuestion): Promise<Secret | undefined> {
  const account = profile && keychainAccountOf(profile);
  if (profile === undefined || account === undefined) return undefined;
  try {
    const item = await secretStore.get(account);
    return item && requireItemFor(site, item, { account, profile: profile.name });
  } catch (error) {
    // A system without a keychain has no items. That is trusted only for a profile that keeps its token in the file and
    // never kept it in the keychain; otherwise the error stays.
    const elsewhere = profile.tokenStore === undefined && profile.apiToken !== undefined;
    if (error instanceof KeychainError && error.code === "keychain-unavailable" && elsewhere) {
      return undefined;
    }
    throw error;
  }
}

async function readCommand(
  command: readonly string[],
  rest: { readonly profile: Profile | undefined; readonly host: Pick<Host, "run"> },
): Promise<Secret> {
  const [program = "", ...args] = command;
  const of = `the token command of profile "${rest.profile?.name ?? ""}"`;
  const hint = `Run it by hand to see what it says: ${program}`;
  const result = await started(() =>
    rest.host.run({
      program,
      args,
      environment: { kind: "inherited", emptied: ["ATLCLI_API_TOKEN"] },
      timeoutMs: COMMAND_TIMEOUT_MS,
    }), { of, hint });
  if (result.code !== 0) {
    throw new StorageError("token-command", `Failed with status ${result.code}: ${of}`, { hint });
  }
  const text = new TextDecoder().decode(result.stdout).replace(/\r?\n$/, "");
  if (text === "") throw new StorageError("token-command", `Printed nothing: ${of}`, { hint });
  try {
    return parseToken(text);
  } catch (error) {
    if (!(error instanceof AtlcliError)) throw error;
    throw new StorageError("token-command", `Printed no token: ${of}`, { hint, cause: error });
  }
}

async function started(
  run: () => Promise<CommandResult>,
  about: { readonly of: string; readonly hint: string },
): Promise<CommandResult> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof RunFault)) throw error;
    throw new StorageError("token-command", `${error.message}: ${about.of}`, {
      hint: about.hint,
      cause: error,
    });
  }
}

/** A profile that names its token's store has no other source: an old token elsewhere does not count. */
function isFor(profile: Profile | undefined, store: "command" | "env" | "file"): boolean {
  return profile?.tokenStore === undefined || profile.tokenStore === store;
}

function noToken(question: TokenQuestion, places: readonly Provenance[]): CredentialError {
  const { profile, site } = question;
  const looked = places.map((place) => `${place.source} ${place.detail}`).join(", ");
  const of = profile === undefined ? site.url : `profile "${profile.name}"`;
  return new CredentialError(
    "no-credential",
    `There is no token for ${of}${looked === "" ? "" : `: nothing in ${looked}`}`,
    { data: { kind: "no-token", profile: profile?.name, site: site.url } },
  );
}

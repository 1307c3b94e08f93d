/**
 * Where a profile's token is put, and how it is taken away again: the credentials file or the keychain.
 *
 * The file's lock is never held while the keychain works. So the keychain goes first when a token is stored, and what
 * a crash can leave is an item that no profile refers to, never a profile whose token is lost.
 *
 * @module
 */
import type { CredentialsFile } from "../file/file.ts";
import { CredentialError, KeychainError, UsageError } from "../../core/errors.ts";
import { keychainAccountOf, type Profile, profileSite } from "../profile.ts";
import { getProfile, withoutProfile, withoutToken, withProfile } from "../edits.ts";
import type { ProfileStore } from "../store/store.ts";
import type { Secret } from "../../core/secret.ts";
import { KEYCHAIN_SERVICE, type SecretStore } from "../../core/secret_store.ts";
import type { Site } from "../../site/site.ts";
import { qualifiedAccount } from "./keychain_lookup.ts";

/** What is worked on. */
export interface TokenKeeperParts {
  /** Where profiles are. */
  readonly store: ProfileStore;
  /** Where tokens are that are not to lie in a file. */
  readonly secretStore: SecretStore;
}

/** A token to be kept. */
export interface Keeping {
  /** The profile as it is to be saved; its `apiToken` and `tokenStore` do not matter. */
  readonly profile: Profile;
  /** The token itself. */
  readonly token: Secret;
  /** Where it is to be kept. */
  readonly where: "file" | "keychain";
  /** The keychain account, where the profile has neither username nor email: the name that the server knows. */
  readonly account?: string | undefined;
  /** Asked, with its account, before an item that does not say which site it is for is taken over. */
  readonly mayAdopt: (account: string) => Promise<boolean>;
}

/** What was done. */
export interface Kept {
  /** The profile as it was saved. */
  readonly profile: Profile;
  /** What a person should be told, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Saves a profile with its token, and drops the token that it had elsewhere.
 *
 * @example
 * ```ts
 * import { saveToken, openProfileStore } from "@atlcli/atlcli/profile";
 * import { Secret } from "@atlcli/atlcli";
 * import { memoryHost, memorySecretStore } from "@atlcli/atlcli/testing";
 *
 * const parts = { store: openProfileStore(memoryHost()), secretStore: memorySecretStore() };
 * const profile = { name: "work", baseUrl: "https://company.atlassian.net", email: "you@company.com" };
 * const token = new Secret("ATATT3x");
 * await saveToken(parts, { profile, token, where: "keychain", mayAdopt: () => Promise.resolve(false) });
 * console.assert((await parts.store.load()).file.profiles.get("work")?.tokenStore === "keychain");
 * ```
 *
 * @throws {KeychainError} when the keychain refuses: nothing was saved, and nothing falls back to plain text.
 * @throws {CredentialError} when an item that was stored by hand may not be taken over.
 * @throws {StorageError} when the credentials file cannot be changed; when others can write it, before anything was
 * done.
 */
export async function saveToken(parts: TokenKeeperParts, keeping: Keeping): Promise<Kept> {
  const { file } = await parts.store.loadChangeable();
  const before = file.profiles.get(keeping.profile.name);
  const { profile, notes } = keeping.where === "file"
    ? { profile: inFile(keeping), notes: [] }
    : await inKeychain(parts, { keeping, file });
  await parts.store.update((current) => withProfile(current, profile));
  const dropped = before === undefined ? [] : await dropOldItem(parts, { before, profile });
  return { profile, notes: [...notes, ...dropped] };
}

/**
 * Takes a profile's token away and keeps the profile.
 *
 * @example
 * ```ts
 * import { deleteToken, saveToken, openProfileStore } from "@atlcli/atlcli/profile";
 * import { Secret } from "@atlcli/atlcli";
 * import { memoryHost, memorySecretStore } from "@atlcli/atlcli/testing";
 *
 * const parts = { store: openProfileStore(memoryHost()), secretStore: memorySecretStore() };
 * const profile = { name: "work", baseUrl: "https://company.atlassian.net", email: "you@company.com" };
 * const token = new Secret("ATATT3x");
 * await saveToken(parts, { profile, token, where: "keychain", mayAdopt: () => Promise.resolve(false) });
 * await deleteToken(parts, "work");
 * console.assert(await parts.secretStore.get("you@company.com") === undefined);
 * ```
 *
 * @throws {KeychainError} when the keychain has to be asked and refuses: nothing was changed.
 */
export async function deleteToken(parts: TokenKeeperParts, name: string): Promise<Kept> {
  const { file } = await parts.store.loadChangeable();
  const profile = getProfile(file, name);
  const notes = await deleteItem(parts, { profile, file });
  const after = await parts.store.update((current) => withoutToken(current, name));
  return { profile: after.profiles.get(name) ?? profile, notes };
}

/**
 * Takes a profile away; its keychain item only when asked to.
 *
 * @example
 * ```ts
 * import { deleteProfile, saveToken, openProfileStore } from "@atlcli/atlcli/profile";
 * import { Secret } from "@atlcli/atlcli";
 * import { memoryHost, memorySecretStore } from "@atlcli/atlcli/testing";
 *
 * const parts = { store: openProfileStore(memoryHost()), secretStore: memorySecretStore() };
 * const profile = { name: "work", baseUrl: "https://company.atlassian.net", email: "you@company.com" };
 * const token = new Secret("ATATT3x");
 * await saveToken(parts, { profile, token, where: "keychain", mayAdopt: () => Promise.resolve(false) });
 * await deleteProfile(parts, { name: "work", deleteKeychain: true });
 * console.assert((await parts.store.load()).file.profiles.size === 0);
 * ```
 *
 * @throws {KeychainError} when the keychain has to be asked and refuses: nothing was changed.
 */
export async function deleteProfile(
  parts: TokenKeeperParts,
  options: { readonly name: string; readonly deleteKeychain: boolean },
): Promise<Kept> {
  const { file } = await parts.store.loadChangeable();
  const profile = getProfile(file, options.name);
  const account = keychainAccountOf(profile);
  const left = account === undefined
    ? []
    : [`The keychain item ${KEYCHAIN_SERVICE}/${account}, if there is one, was left as it is`];
  const notes = options.deleteKeychain ? await deleteItem(parts, { profile, file }) : left;
  await parts.store.update((current) => withoutProfile(current, options.name));
  return { profile, notes };
}

function inFile(keeping: Keeping): Profile {
  const { keychainAccount: _, tokenStore: __, tokenCommand: ___, tokenEnv: ____, ...profile } =
    keeping.profile;
  // Without a username the file is where a token is looked for anyway.
  return {
    ...profile,
    apiToken: keeping.token,
    ...(profile.username !== undefined && { tokenStore: "file" }),
  };
}

async function inKeychain(
  parts: TokenKeeperParts,
  rest: { readonly keeping: Keeping; readonly file: CredentialsFile },
): Promise<Kept> {
  const { keeping, file } = rest;
  const site = profileSite(keeping.profile);
  const { username, email, keychainAccount } = keeping.profile;
  const wanted = username ?? email ?? keeping.account ?? keychainAccount;
  if (wanted === undefined) {
    throw new UsageError("A token in the keychain needs a name to be kept under", {
      data: { kind: "missing-setting", setting: "username" },
    });
  }
  const account = await chooseAccount(parts.secretStore, { wanted, site, keeping, file });
  await parts.secretStore.set(account, { secret: keeping.token, site: site.url });
  const { apiToken: _, keychainAccount: __, tokenCommand: ___, tokenEnv: ____, ...profile } = keeping.profile;
  return {
    profile: {
      ...profile,
      tokenStore: "keychain",
      ...(account !== (username ?? email) && { keychainAccount: account }),
    },
    notes: account === wanted ? [] : [
      `The keychain has "${wanted}" for another site already, so this token is kept as ${KEYCHAIN_SERVICE}/${account}`,
    ],
  };
}

/** What an account is chosen by. */
interface AccountQuestion {
  readonly wanted: string;
  readonly site: Site;
  readonly keeping: Keeping;
  readonly file: CredentialsFile;
}

/**
 * The account to store under: another one, with the site in it, where the wanted one serves another site.
 *
 * @throws {CredentialError} when both do, or an item that was stored by hand may not be taken over.
 */
async function chooseAccount(secretStore: SecretStore, question: AccountQuestion): Promise<string> {
  const { wanted, site, keeping } = question;
  const qualified = qualifiedAccount(wanted, site);
  for (const account of [wanted, qualified]) {
    if (isTaken(account, question)) continue;
    const item = await secretStore.look(account);
    if (item !== undefined && item.site === undefined) {
      if (await keeping.mayAdopt(account)) return account;
      throw notAdopted(account, site);
    }
    if (item === undefined || item.site === site.url || isOwnItem(account, { ...question, item })) {
      return account;
    }
  }
  throw new CredentialError(
    "credential-refused",
    `The keychain has "${wanted}" and "${qualified}" for other sites than ${site.url}`,
    { data: { kind: "account-taken", account: wanted, site: site.url } },
  );
}

/** Whether another profile, of a different site, looks its token up there. */
function isTaken(account: string, { keeping, file, site }: AccountQuestion): boolean {
  return [...file.profiles.values()].some((other) =>
    other.name !== keeping.profile.name && keychainAccountOf(other) === account &&
    profileSite(other).url !== site.url
  );
}

/** Whether it is the profile's own item, of the site that it had before: that one is replaced, nobody else's is. */
function isOwnItem(
  account: string,
  { keeping, file, item }: AccountQuestion & { readonly item: { readonly site: string | undefined } },
): boolean {
  const own = file.profiles.get(keeping.profile.name);
  return own !== undefined && keychainAccountOf(own) === account && profileSite(own).url === item.site;
}

function notAdopted(account: string, site: Site): CredentialError {
  return new CredentialError(
    "credential-refused",
    `The keychain item ${KEYCHAIN_SERVICE}/${account} was stored by hand and does not say which site it is for`,
    { data: { kind: "item-not-adopted", account, site: site.url } },
  );
}

/** The item that a profile had, when it has another place now. Failing here loses nothing: the new token is saved. */
async function dropOldItem(
  parts: TokenKeeperParts,
  rest: { readonly before: Profile; readonly profile: Profile },
): Promise<readonly string[]> {
  const account = keychainAccountOf(rest.before);
  if (account === undefined || account === keychainAccountOf(rest.profile)) return [];
  const { file } = await parts.store.load();
  try {
    return await deleteItem(parts, { profile: rest.before, file });
  } catch (error) {
    if (!(error instanceof KeychainError)) throw error;
    return [`The old keychain item ${KEYCHAIN_SERVICE}/${account} could not be removed: ${error.message}`];
  }
}

/** Deletes a profile's keychain item, unless it is another's too or carries another site. */
async function deleteItem(
  parts: TokenKeeperParts,
  rest: { readonly profile: Profile; readonly file: CredentialsFile },
): Promise<readonly string[]> {
  const { profile, file } = rest;
  const account = keychainAccountOf(profile);
  if (account === undefined) return [];
  const others = [...file.profiles.values()].filter((other) =>
    other.name !== profile.name && keychainAccountOf(other) === account
  );
  if (others.length > 0) {
    const names = others.map((other) => `"${other.name}"`).join(", ");
    return [`The keychain item ${KEYCHAIN_SERVICE}/${account} was kept: ${names} uses it too`];
  }
  return await deleteOwnItem(parts.secretStore, { account, profile });
}

async function deleteOwnItem(
  secretStore: SecretStore,
  rest: { readonly account: string; readonly profile: Profile },
): Promise<readonly string[]> {
  const { account, profile } = rest;
  try {
    const item = await secretStore.look(account);
    if (item === undefined) return [];
    if (item.site !== profileSite(profile).url) {
      return [
        `The keychain item ${KEYCHAIN_SERVICE}/${account} was kept: it belongs to ${
          item.site ?? "a site that it does not name"
        }`,
      ];
    }
    await secretStore.delete(account);
    return [`Removed the keychain item ${KEYCHAIN_SERVICE}/${account}`];
  } catch (error) {
    // Where there is no keychain, only a profile that says that its token lies there has lost something.
    const unavailable = error instanceof KeychainError && error.code === "keychain-unavailable";
    if (unavailable && profile.tokenStore !== "keychain") return [];
    throw error;
  }
}

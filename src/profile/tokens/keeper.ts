/**
 * Saves and deletes a profile's token: in the credentials file or the keychain.
 *
 * The file's lock is never held during a keychain call. Saving writes to the keychain first: a crash can leave an item
 * that no profile refers to, but never a profile without its token.
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

/** The stores for profiles and tokens. */
export interface TokenKeeperParts {
  /** The store of the profiles. */
  readonly store: ProfileStore;
  /** The store of tokens that are not kept in the file. */
  readonly secretStore: SecretStore;
}

/** A token to save. */
export interface Keeping {
  /** The profile to save. Its `apiToken` and `tokenStore` are ignored. */
  readonly profile: Profile;
  /** The token itself. */
  readonly token: Secret;
  /** The store to save it in. */
  readonly where: "file" | "keychain";
  /** The keychain account for a profile without username and email: the account's name at the server. */
  readonly account?: string | undefined;
  /** Called with the account before taking over an item that does not record its site. */
  readonly mayAdopt: (account: string) => Promise<boolean>;
}

/** The result of saving or deleting. */
export interface Kept {
  /** The profile as it was saved. */
  readonly profile: Profile;
  /** Messages for the user, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Saves a profile with its token, and deletes its previous token from the other store.
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
 * @throws {KeychainError} if the keychain is unusable. Nothing is saved then, and never in plain text instead.
 * @throws {CredentialError} if an item that was stored by hand must not be taken over.
 * @throws {StorageError} if the credentials file cannot be changed. If others can write it, nothing was done before.
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
 * Deletes a profile's token and keeps the profile.
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
 * @throws {KeychainError} if the keychain is needed and unusable; nothing is changed then.
 */
export async function deleteToken(parts: TokenKeeperParts, name: string): Promise<Kept> {
  const { file } = await parts.store.loadChangeable();
  const profile = getProfile(file, name);
  const notes = await deleteItem(parts, { profile, file });
  const after = await parts.store.update((current) => withoutToken(current, name));
  return { profile: after.profiles.get(name) ?? profile, notes };
}

/**
 * Deletes a profile; its keychain item only on request.
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
 * @throws {KeychainError} if the keychain is needed and unusable; nothing is changed then.
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
    : [`The keychain item ${KEYCHAIN_SERVICE}/${account}, if it exists, was not changed`];
  const notes = options.deleteKeychain ? await deleteItem(parts, { profile, file }) : left;
  await parts.store.update((current) => withoutProfile(current, options.name));
  return { profile, notes };
}

function inFile(keeping: Keeping): Profile {
  const { keychainAccount: _, tokenStore: __, tokenCommand: ___, tokenEnv: ____, ...profile } =
    keeping.profile;
  // Without a username, the file is the default store of a token.
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

/** The inputs for the choice of an account. */
interface AccountQuestion {
  readonly wanted: string;
  readonly site: Site;
  readonly keeping: Keeping;
  readonly file: CredentialsFile;
}

/**
 * The account to store the token under: with the site in its name if another site uses the plain name.
 *
 * @throws {CredentialError} if other sites use both, or an item that was stored by hand must not be taken over.
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

/** Whether a profile of another site uses the account. */
function isTaken(account: string, { keeping, file, site }: AccountQuestion): boolean {
  return [...file.profiles.values()].some((other) =>
    other.name !== keeping.profile.name && keychainAccountOf(other) === account &&
    profileSite(other).url !== site.url
  );
}

/** Whether it is the profile's own item for its previous site. Only that one is replaced. */
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
    `The keychain item ${KEYCHAIN_SERVICE}/${account} was added manually and does not say which site it is for`,
    { data: { kind: "item-not-adopted", account, site: site.url } },
  );
}

/** Deletes a profile's previous item after its token moved. A failure loses nothing: the new token is saved. */
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

/** Deletes a profile's keychain item, unless another profile uses it or it is for another site. */
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
    // Without a keychain, only a profile that keeps its token there has lost something.
    const unavailable = error instanceof KeychainError && error.code === "keychain-unavailable";
    if (unavailable && profile.tokenStore !== "keychain") return [];
    throw error;
  }
}

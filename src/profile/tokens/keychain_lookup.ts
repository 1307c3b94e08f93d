/**
 * Finds an existing keychain token for a new profile.
 *
 * @module
 */
import { CredentialError } from "../../core/errors.ts";
import type { Secret } from "../../core/secret.ts";
import { KEYCHAIN_SERVICE, type SecretStore } from "../../core/secret_store.ts";
import type { Site } from "../../site/site.ts";

/** A token found in the keychain. */
export interface LookedUpToken {
  /** The token that the item holds. */
  readonly token: Secret;
  /** The account of the item. */
  readonly account: string;
  /** Whether the item records its site; one without has to be taken over explicitly. */
  readonly bound: boolean;
}

/** The account name with the site in it, for a username that another site already uses. */
export function qualifiedAccount(username: string, site: Site): string {
  return `${username}@${site.host}${site.contextPath}`;
}

/**
 * Finds the token of a username, also under the account name with the site in it.
 *
 * @example
 * ```ts
 * import { findKeychainToken } from "@atlcli/atlcli/profile";
 * import { Secret, siteOf } from "@atlcli/atlcli";
 * import { memorySecretStore } from "@atlcli/atlcli/testing";
 *
 * const site = siteOf("https://jira.company.com");
 * const secretStore = memorySecretStore();
 * await secretStore.set("me", { secret: new Secret("NjE2"), site: site.url });
 * const found = await findKeychainToken(secretStore, { username: "me", site });
 * console.assert(found?.bound === true);
 * ```
 *
 * @returns `undefined` if there is no item.
 * @throws {CredentialError} if the item is for another site.
 * @throws {KeychainError} if the keychain is unusable.
 */
export async function findKeychainToken(
  secretStore: SecretStore,
  { username, site }: { readonly username: string; readonly site: Site },
): Promise<LookedUpToken | undefined> {
  const foreign: string[] = [];
  for (const account of [qualifiedAccount(username, site), username]) {
    const item = await secretStore.get(account);
    if (item === undefined) continue;
    if (item.site === undefined) return { token: item.secret, account, bound: false };
    if (item.site === site.url) return { token: item.secret, account, bound: true };
    foreign.push(
      `The keychain item ${KEYCHAIN_SERVICE}/${account} belongs to ${item.site}, not to ${site.url}`,
    );
  }
  const message = foreign.at(-1);
  if (message === undefined) return undefined;
  throw new CredentialError(
    "credential-refused",
    message,
    { data: { kind: "no-item-for-site", username, site: site.url } },
  );
}

/**
 * Finding a token that the keychain has already, for a profile that is being made.
 *
 * @module
 */
import { CredentialError } from "../../core/errors.ts";
import type { Secret } from "../../core/secret.ts";
import { KEYCHAIN_SERVICE, type SecretStore } from "../../core/secret_store.ts";
import type { Site } from "../../site/site.ts";

/** A token in the keychain. */
export interface LookedUpToken {
  /** The token itself. */
  readonly token: Secret;
  /** The account that it is under. */
  readonly account: string;
  /** Whether it says which site it is for; one that does not has to be taken over. */
  readonly bound: boolean;
}

/** The account that is used where another site has the plain one already. */
export function qualifiedAccount(username: string, site: Site): string {
  return `${username}@${site.host}${site.contextPath}`;
}

/**
 * Looks a username up, also under the account that has the site in it.
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
 * @returns `undefined` when there is no item.
 * @throws {CredentialError} when there is one, and it is for another site.
 * @throws {KeychainError} when the keychain cannot tell.
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

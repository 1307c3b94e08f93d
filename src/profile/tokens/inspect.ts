/**
 * Lists the stored tokens for `status` and `doctor`: read-only, without using any.
 *
 * @module
 */
import { KeychainError } from "../../core/errors.ts";
import type { Host } from "../../core/host.ts";
import { keychainAccountOf, type Profile, profileSite } from "../profile.ts";
import type { SecretStore } from "../../core/secret_store.ts";

/** Which stores have a token. */
export interface TokenPresence {
  /** Whether the environment has a token, for any site. */
  readonly environment: boolean;
  /** Whether the keychain has one for this profile and its site; `null` if the keychain is unusable. */
  readonly keychain: boolean | null;
  /** Why the keychain is unusable. */
  readonly keychainReason: string | undefined;
  /** Whether the profile has one in the credentials file, in plain text. */
  readonly file: boolean;
}

/**
 * Inspects every store. An unusable keychain gives `null`, not an error.
 *
 * @example
 * ```ts
 * import { inspectTokens } from "@atlcli/atlcli/profile";
 * import { Secret } from "@atlcli/atlcli";
 * import { memoryHost, memorySecretStore } from "@atlcli/atlcli/testing";
 *
 * const profile = { name: "work", baseUrl: "https://company.atlassian.net", apiToken: new Secret("ATATT3x") };
 * const found = await inspectTokens({ host: memoryHost(), secretStore: memorySecretStore() }, profile);
 * console.assert(found.file && !found.environment);
 * ```
 */
export async function inspectTokens(
  parts: { readonly host: Pick<Host, "env">; readonly secretStore: SecretStore },
  profile: Profile | undefined,
): Promise<TokenPresence> {
  const { host, secretStore } = parts;
  return {
    environment: (host.env("ATLCLI_API_TOKEN") ?? host.env("ATLCLI_API_TOKEN_FILE")) !== undefined,
    file: profile?.apiToken !== undefined,
    ...await inKeychain(secretStore, profile),
  };
}

async function inKeychain(
  secretStore: SecretStore,
  profile: Profile | undefined,
): Promise<Pick<TokenPresence, "keychain" | "keychainReason">> {
  const account = profile && keychainAccountOf(profile);
  if (profile === undefined || account === undefined) return { keychain: false, keychainReason: undefined };
  try {
    const item = await secretStore.look(account);
    return { keychain: item?.site === profileSite(profile).url, keychainReason: undefined };
  } catch (error) {
    if (!(error instanceof KeychainError)) throw error;
    return { keychain: null, keychainReason: error.message };
  }
}

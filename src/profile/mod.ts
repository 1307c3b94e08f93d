/**
 * Profiles: named sites and identities, stored in `~/.atlcli/credentials.json`, and their tokens.
 *
 * @example List the profiles
 * ```ts
 * import { systemHost } from "@atlcli/atlcli";
 * import { openProfileStore } from "@atlcli/atlcli/profile";
 *
 * const { file } = await openProfileStore(systemHost()).load();
 * for (const { name, baseUrl } of file.profiles.values()) console.log(name, baseUrl);
 * ```
 *
 * @module
 */
export {
  DEFAULT_PROFILE,
  isBearer,
  keychainAccountOf,
  type Profile,
  profileSite,
  type TokenStore,
} from "./profile.ts";
export { type TokenExpiry, tokenExpiry } from "./expiry.ts";
export { parseProfileName } from "./name.ts";
export type { CredentialsFile } from "./file/file.ts";
export {
  getProfile,
  withActiveProfile,
  withoutProfile,
  withoutToken,
  withProfile,
  withRenamedProfile,
  withSearchFields,
} from "./edits.ts";
export type { KeychainErrorCode } from "../core/errors.ts";
export type { SecretStore, StoredSecret } from "../core/secret_store.ts";
export {
  openProfileStore,
  type ProfileStore,
  type ProfileStoreOptions,
  type StoreHost,
} from "./store/store.ts";
export type { Snapshot, TrustOptions } from "./store/snapshot.ts";
export type { OtherWriter } from "../core/trust.ts";
export type { Restricted, TrustReview } from "./store/review.ts";
export { type SteeringMember, steeringMembers } from "./store/refusal.ts";
export {
  deleteProfile,
  deleteToken,
  type Keeping,
  type Kept,
  saveToken,
  type TokenKeeperParts,
} from "./tokens/keeper.ts";
export { findKeychainToken, type LookedUpToken } from "./tokens/keychain_lookup.ts";
export { inspectTokens, type TokenPresence } from "./tokens/inspect.ts";

/**
 * Whether a profile may be used, when others can write the file that it is from.
 *
 * @module
 */
import type { StorageError } from "../core/errors.ts";
import { type Profile, profileSite } from "../profile/profile.ts";
import { profileRefused } from "../profile/store/refusal.ts";
import type { Snapshot } from "../profile/store/snapshot.ts";
import { isSameSite, type Site } from "../site/site.ts";

/** Why a profile is not used. */
export interface ProfileRefusal {
  /** What is thrown instead of using it. */
  readonly error: StorageError;
  /** Whether an item of the keychain that carries the profile's site lifts it: only its address was doubtful. */
  readonly isLiftedByKeychain: boolean;
}

/**
 * Why a profile is not used; `undefined` when it may be.
 *
 * @param rest The file, and the site that `ATLCLI_SITE` names: it confirms the address.
 */
export function refusalOf(
  profile: Profile,
  { snapshot: { writers }, site }: { readonly snapshot: Snapshot; readonly site: Site | undefined },
): ProfileRefusal | undefined {
  const isConfirmed = site !== undefined && isSameSite(site, profileSite(profile));
  const error = profileRefused(profile, { writers, isConfirmed });
  return error && {
    error,
    isLiftedByKeychain: profileRefused(profile, { writers, isConfirmed: true }) === undefined,
  };
}

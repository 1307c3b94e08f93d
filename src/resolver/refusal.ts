/**
 * Refuses profiles from a credentials file that others can write.
 *
 * @module
 */
import type { StorageError } from "../core/errors.ts";
import { type Profile, profileSite } from "../profile/profile.ts";
import { profileRefused } from "../profile/store/refusal.ts";
import type { Snapshot } from "../profile/store/snapshot.ts";
import { isSameSite, type Site } from "../site/site.ts";

/** Why a profile is refused. */
export interface ProfileRefusal {
  /** The error to throw. */
  readonly error: StorageError;
  /** Whether a keychain item with the profile's site lifts the refusal: then only the site was in doubt. */
  readonly isLiftedByKeychain: boolean;
}

/**
 * Why a profile is refused; `undefined` if it may be used.
 *
 * @param rest The file, and the site from `ATLCLI_SITE`, which confirms the profile's.
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

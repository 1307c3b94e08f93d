/**
 * Edits of the credentials file, each a function from one {@linkcode CredentialsFile} to the next.
 *
 * Pure; `ProfileStore.update()` writes the result.
 *
 * @module
 */
import type { CredentialsFile } from "./file/file.ts";
import { CredentialError, StorageError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import type { Profile } from "./profile.ts";
import { parseProfileName } from "./name.ts";

/**
 * Adds a profile, or replaces the one with the same name. The replaced profile's unknown members and search columns are
 * kept. The first profile becomes the active one.
 *
 * @example
 * ```ts
 * import { withProfile } from "@atlcli/atlcli/profile";
 *
 * const profile = { name: "work", baseUrl: "https://company.atlassian.net", email: "you@company.com" };
 * const file = withProfile({ profiles: new Map() }, profile);
 * console.assert(file.currentProfile === "work"); // the first one
 * ```
 *
 * @throws {UsageError} if a new profile's name is invalid.
 */
export function withProfile(file: CredentialsFile, profile: Profile): CredentialsFile {
  const before = file.profiles.get(profile.name);
  if (before === undefined) parseProfileName(profile.name);
  const unknown = { ...before?.unknown, ...profile.unknown };
  const searchFields = profile.searchFields ?? before?.searchFields;
  const kept = {
    ...profile,
    ...(searchFields !== undefined && { searchFields }),
    ...(Object.keys(unknown).length > 0 && { unknown }),
  };
  const profiles = new Map(file.profiles).set(profile.name, kept);
  return { ...file, profiles, ...(file.profiles.size === 0 && { currentProfile: profile.name }) };
}

/**
 * Saves the fields that `jira search` shows for a profile; an empty list restores its default columns.
 *
 * @example
 * ```ts
 * import { withProfile, withSearchFields } from "@atlcli/atlcli/profile";
 *
 * const profile = { name: "work", baseUrl: "https://company.atlassian.net", email: "you@company.com" };
 * const file = withProfile({ profiles: new Map() }, profile);
 * const changed = withSearchFields(file, { name: "work", fields: ["key", "summary"] });
 * console.assert(changed.profiles.get("work")?.searchFields?.length === 2);
 * ```
 *
 * @throws {CredentialError} `unknown-profile` if there is no such profile.
 */
export function withSearchFields(
  file: CredentialsFile,
  { name, fields }: { readonly name: string; readonly fields?: readonly string[] | undefined },
): CredentialsFile {
  const { searchFields: _before, ...profile } = getProfile(file, name);
  const changed = fields === undefined ? profile : { ...profile, searchFields: fields };
  return { ...file, profiles: new Map(file.profiles).set(name, changed) };
}

/**
 * Removes a profile. If it was the active one, no profile is active afterwards.
 *
 * @example
 * ```ts
 * import { withProfile, withoutProfile } from "@atlcli/atlcli/profile";
 *
 * const profile = { name: "work", baseUrl: "https://company.atlassian.net", email: "you@company.com" };
 * const file = withProfile({ profiles: new Map() }, profile);
 * console.assert(withoutProfile(file, "work").profiles.size === 0);
 * ```
 *
 * @throws {CredentialError} `unknown-profile` if there is no such profile.
 */
export function withoutProfile(file: CredentialsFile, name: string): CredentialsFile {
  getProfile(file, name);
  const profiles = new Map(file.profiles);
  profiles.delete(name);
  const { currentProfile, ...rest } = file;
  return {
    ...rest,
    profiles,
    ...(currentProfile !== undefined && currentProfile !== name && { currentProfile }),
  };
}

/**
 * Renames a profile. It keeps its position in the file, and stays active if it was.
 *
 * @example
 * ```ts
 * import { withProfile, withRenamedProfile } from "@atlcli/atlcli/profile";
 *
 * const profile = { name: "work", baseUrl: "https://company.atlassian.net", email: "you@company.com" };
 * const file = withProfile({ profiles: new Map() }, profile);
 * const renamed = withRenamedProfile(file, { from: "work", to: "office" });
 * console.assert(renamed.currentProfile === "office");
 * ```
 *
 * @throws {CredentialError} `unknown-profile` if there is no such profile.
 * @throws {StorageError} `profile-exists` if the new name is taken.
 * @throws {UsageError} if the new name is invalid.
 */
export function withRenamedProfile(
  file: CredentialsFile,
  { from, to }: { readonly from: string; readonly to: string },
): CredentialsFile {
  getProfile(file, from);
  if (from === to) return file;
  const name = parseProfileName(to);
  if (file.profiles.has(name)) {
    throw new StorageError("profile-exists", `Profile "${name}" already exists`, {
      data: { kind: "profile-exists", profile: name },
    });
  }
  const profiles = new Map(
    [...file.profiles].map(([key, profile]) => key === from ? [name, { ...profile, name }] : [key, profile]),
  );
  return { ...file, profiles, ...(file.currentProfile === from && { currentProfile: name }) };
}

/**
 * Makes a profile the active one.
 *
 * @example
 * ```ts
 * import { withProfile, withActiveProfile } from "@atlcli/atlcli/profile";
 *
 * const profile = { name: "work", baseUrl: "https://company.atlassian.net", email: "you@company.com" };
 * let file = withProfile({ profiles: new Map() }, profile);
 * file = withProfile(file, { ...profile, name: "other" });
 * console.assert(withActiveProfile(file, "other").currentProfile === "other");
 * ```
 *
 * @throws {CredentialError} `unknown-profile` if there is no such profile.
 */
export function withActiveProfile(file: CredentialsFile, name: string): CredentialsFile {
  getProfile(file, name);
  return { ...file, currentProfile: name };
}

/**
 * Removes a profile's token and everything stored about that token. The rest stays.
 *
 * @example
 * ```ts
 * import { withProfile, withoutToken } from "@atlcli/atlcli/profile";
 * import { Secret } from "@atlcli/atlcli";
 *
 * const profile = {
 *   name: "work",
 *   baseUrl: "https://company.atlassian.net",
 *   apiToken: new Secret("ATATT3x"),
 * };
 * const file = withProfile({ profiles: new Map() }, profile);
 * console.assert(withoutToken(file, "work").profiles.get("work")?.apiToken === undefined);
 * ```
 *
 * @throws {CredentialError} `unknown-profile` if there is no such profile.
 */
export function withoutToken(file: CredentialsFile, name: string): CredentialsFile {
  const { apiToken: _, tokenId: __, tokenExpiresAt: ___, verifiedAt: ____, ...rest } = getProfile(
    file,
    name,
  );
  return { ...file, profiles: new Map(file.profiles).set(name, rest) };
}

/**
 * Finds a profile by its name.
 *
 * @example
 * ```ts
 * import { withProfile, getProfile } from "@atlcli/atlcli/profile";
 *
 * const profile = { name: "work", baseUrl: "https://company.atlassian.net", email: "you@company.com" };
 * const file = withProfile({ profiles: new Map() }, profile);
 * console.assert(getProfile(file, "work").email === "you@company.com");
 * ```
 *
 * @param namedBy The source of the name, if it is not obvious: `ATLCLI_PROFILE`.
 * @throws {CredentialError} `unknown-profile`, with the nearest name. No other profile is used instead.
 */
export function getProfile(file: CredentialsFile, name: string, namedBy?: string): Profile {
  const profile = file.profiles.get(name);
  if (profile !== undefined) return profile;
  const by = namedBy === undefined ? "" : `, which ${namedBy} names`;
  throw new CredentialError("unknown-profile", `There is no profile "${name}"${by}`, {
    data: { kind: "unknown-profile", profile: name, nearest: nearest(name, [...file.profiles.keys()]) },
  });
}

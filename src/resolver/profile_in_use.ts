/**
 * Selects the profile in use: the only place with the order of precedence. Later wins: the file's active profile, the
 * nearest `.atlcli-profile`, `ATLCLI_PROFILE`, `ATLCLI_SITE` with its companions, the caller's choice.
 *
 * @module
 */
import type { CredentialsFile } from "../profile/file/file.ts";
import { findFolderProfile } from "../profile/folder_profile.ts";
import { getProfile } from "../profile/edits.ts";
import { type Profile, profileSite } from "../profile/profile.ts";
import type { ResolveRequest, ResolverParts } from "./resolve.ts";
import { isSameSite, type Site } from "../site/site.ts";
import { type EnvironmentSettings, readEnvironment } from "./environment.ts";
import { FROM_FILE, FROM_OPTION, fromEnv, type Provenance } from "./provenance.ts";

/** The inputs of the selection. */
export interface Known {
  /** The profile that the caller names. */
  readonly flag?: string | undefined;
  readonly environment: EnvironmentSettings;
  /** The nearest `.atlcli-profile`. */
  readonly folder?: { readonly name: string; readonly path: string } | undefined;
  readonly file: CredentialsFile;
}

/** A selected profile and the source of the selection. */
export interface Choice {
  readonly profile: Profile;
  readonly site: Site;
  readonly from: Provenance;
}

/** The profile and site in use. */
export interface ProfileInUse {
  /** The profile; `undefined` if the environment names a site without a matching profile. */
  readonly profile: Profile | undefined;
  /** The site that requests go to. */
  readonly site: Site;
  /** The source of the selection. */
  readonly from: Provenance;
}

/**
 * Selects profile and site, without checking for a token; `undefined` if nothing selects one.
 *
 * @example
 * ```ts
 * import { openLibrary } from "@atlcli/atlcli";
 * import { resolveProfile } from "@atlcli/atlcli/resolver";
 *
 * const { resolver } = openLibrary();
 * const inUse = await resolveProfile(resolver);
 * console.log(inUse?.profile?.name ?? "The environment says everything");
 * ```
 *
 * @throws {StorageError} if the credentials file is unusable.
 * @throws {CredentialError} `unknown-profile` if the selected profile does not exist.
 * @throws {UsageError} if a variable has an invalid value.
 */
export async function resolveProfile(
  parts: Pick<ResolverParts, "host" | "store" | "allowHttp">,
  request: ResolveRequest = {},
): Promise<ProfileInUse | undefined> {
  const { file } = await parts.store.load();
  const folder = await findFolderProfile(parts.host);
  const environment = readEnvironment(parts.host, parts);
  return profileInUse({ flag: request.profile, environment, folder: folder.profile, file });
}

/** The same, from inputs that were read before. */
export function profileInUse(known: Known): ProfileInUse | undefined {
  const { flag, environment: { site, token }, file } = known;
  if (site === undefined || flag !== undefined) return chosenByName(known);
  const from = fromEnv("ATLCLI_SITE");
  if (isComplete(known)) return { profile: undefined, site, from };
  const choice = chosenByName(known);
  if (choice !== undefined && isSameSite(choice.site, site)) return choice;
  // The environment's token is sent as a profile of that site; a stored token only if its profile is named.
  const other = token === undefined ? undefined : activeOrOnly(profilesFor(site, file), file);
  return { profile: other?.profile, site, from };
}

/**
 * Whether site, email and token all come from the environment and no profile is named, so that no other source is read.
 */
export function isComplete(known: Pick<Known, "flag" | "environment">): boolean {
  const { site, email, token } = known.environment;
  return known.flag === undefined && site !== undefined && email !== undefined && token !== undefined;
}

/** The name of the profile and its source, in the order caller, variable, folder, active. */
function nameInUse(known: Known): { readonly name: string; readonly from: Provenance } | undefined {
  const names: readonly (readonly [string | undefined, Provenance])[] = [
    [known.flag, FROM_OPTION],
    [known.environment.profile, fromEnv("ATLCLI_PROFILE")],
    [known.folder?.name, { source: "folder", detail: known.folder?.path ?? "" }],
    [known.file.currentProfile, FROM_FILE],
  ];
  for (const [name, from] of names) {
    if (name !== undefined) return { name, from };
  }
  return undefined;
}

/**
 * The profile selected by name; `undefined` if no source names one.
 *
 * @throws {CredentialError} `unknown-profile`
 */
export function chosenByName(known: Known): Choice | undefined {
  const named = nameInUse(known);
  return named && choiceOf(getProfile(known.file, named.name, wordFor(named.from)), named.from);
}

/** The source of a profile's name, unless it is obvious. */
function wordFor(from: Provenance): string | undefined {
  if (from.source === "option") return undefined;
  return from.detail;
}

function choiceOf(profile: Profile, from: Provenance): Choice {
  return { profile, site: profileSite(profile), from };
}

/** All profiles of a site. */
export function profilesFor(site: Site, file: CredentialsFile): readonly Choice[] {
  return [...file.profiles.values()].map((profile) => choiceOf(profile, FROM_FILE))
    .filter((candidate) => isSameSite(candidate.site, site));
}

/** Of several profiles for one site the active one, else the only one. */
export function activeOrOnly(here: readonly Choice[], file: CredentialsFile): Choice | undefined {
  const active = here.find((candidate) => candidate.profile.name === file.currentProfile);
  return active ?? (here.length === 1 ? here[0] : undefined);
}

/**
 * Which profile is in use: the one place that knows the order of precedence. From the weakest: the file's active profile,
 * the nearest `.atlcli-profile`, `ATLCLI_PROFILE`, `ATLCLI_SITE` with what belongs to it, the caller's own.
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

/** What is known before a decision. */
export interface Known {
  /** The profile that the caller names. */
  readonly flag?: string | undefined;
  readonly environment: EnvironmentSettings;
  /** The nearest `.atlcli-profile`. */
  readonly folder?: { readonly name: string; readonly path: string } | undefined;
  readonly file: CredentialsFile;
}

/** A profile that was chosen, and by what. */
export interface Choice {
  readonly profile: Profile;
  readonly site: Site;
  readonly from: Provenance;
}

/** What is in use. */
export interface ProfileInUse {
  /** The profile; `undefined` when the environment names a site, and no profile goes with it. */
  readonly profile: Profile | undefined;
  /** Where requests go. */
  readonly site: Site;
  /** What decided. */
  readonly from: Provenance;
}

/**
 * Says which profile and site are in use, whether or not they can sign in; `undefined` when nothing names any.
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
 * @throws {StorageError} when the credentials file cannot be used.
 * @throws {CredentialError} `unknown-profile`
 * @throws {UsageError} when a variable holds what it cannot.
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

/** The same, of what is known. */
export function profileInUse(known: Known): ProfileInUse | undefined {
  const { flag, environment: { site, token }, file } = known;
  if (site === undefined || flag !== undefined) return chosenByName(known);
  const from = fromEnv("ATLCLI_SITE");
  if (isComplete(known)) return { profile: undefined, site, from };
  const choice = chosenByName(known);
  if (choice !== undefined && isSameSite(choice.site, site)) return choice;
  // The environment's token is sent as a profile of that site; a stored one only when its profile is named.
  const other = token === undefined ? undefined : activeOrOnly(profilesFor(site, file), file);
  return { profile: other?.profile, site, from };
}

/** Site, email and token all come from the environment, and no profile is named: nothing else is looked at. */
export function isComplete(known: Pick<Known, "flag" | "environment">): boolean {
  const { site, email, token } = known.environment;
  return known.flag === undefined && site !== undefined && email !== undefined && token !== undefined;
}

/** The name of a profile, and what names it, by the order: caller, variable, folder, active. */
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
 * The profile that is named, by whatever names one; `undefined` when nothing does.
 *
 * @throws {CredentialError} `unknown-profile`
 */
export function chosenByName(known: Known): Choice | undefined {
  const named = nameInUse(known);
  return named && choiceOf(getProfile(known.file, named.name, wordFor(named.from)), named.from);
}

/** What names a profile, where that is not plain to see. */
function wordFor(from: Provenance): string | undefined {
  if (from.source === "option") return undefined;
  return from.detail;
}

function choiceOf(profile: Profile, from: Provenance): Choice {
  return { profile, site: profileSite(profile), from };
}

/** The profiles for a site. */
export function profilesFor(site: Site, file: CredentialsFile): readonly Choice[] {
  return [...file.profiles.values()].map((profile) => choiceOf(profile, FROM_FILE))
    .filter((candidate) => isSameSite(candidate.site, site));
}

/** Of profiles for one site the active one, else the only one. */
export function activeOrOnly(here: readonly Choice[], file: CredentialsFile): Choice | undefined {
  const active = here.find((candidate) => candidate.profile.name === file.currentProfile);
  return active ?? (here.length === 1 ? here[0] : undefined);
}

/**
 * Checks everything that signing in depends on, and suggests fixes.
 *
 * @module
 */
import type { Connection, Library } from "../connect.ts";
import { StorageError } from "../core/errors.ts";
import type { Resolution } from "../resolver/resolve.ts";
import type { Snapshot } from "../profile/store/snapshot.ts";
import { checkBackup, checkLock } from "./leftovers.ts";
import { checkCredential, checkFolderProfile, nobodySignedIn, profileInUse } from "./credential.ts";
import { checkEnvironment } from "./environment.ts";
import { type Check, type Diagnosis, findingOf } from "./finding.ts";
import { lookAtPlace, type Place } from "./location.ts";
import { checkKeychain, checkProfiles } from "./profiles.ts";
import { checkFile, checkFolder } from "./storage.ts";

/** Options of {@linkcode diagnose}. */
export interface DiagnoseOptions {
  /** A profile's name. By default the one that a command would use. */
  readonly profile?: string | undefined;
  /**
   * Whether to send no requests.
   *
   * @default {false}
   */
  readonly offline?: boolean;
  /** Variables that the caller reads in addition to the library's, so that they are not reported as mistakes. */
  readonly variables?: readonly string[];
  /** Opens a client. By default one with default limits. */
  readonly connect?: ((resolution: Resolution) => Promise<Connection>) | undefined;
}

/**
 * Checks folder, file, lock and backup, each profile, the environment, `.atlcli-profile` and the keychain, and verifies
 * the credential with the site in use. It changes nothing; it takes the lock briefly if the lock file exists.
 *
 * @example
 * ```ts
 * import { diagnose, worstOf } from "@atlcli/atlcli/doctor";
 * import { openLibrary } from "@atlcli/atlcli";
 * import { memoryHost, memorySecretStore } from "@atlcli/atlcli/testing";
 *
 * const library = openLibrary({ host: memoryHost(), secretStore: memorySecretStore() });
 * const diagnosis = await diagnose(library, { offline: true });
 * console.assert(worstOf(diagnosis) === undefined);
 * ```
 *
 * @returns The results of all checks. A problem is a finding, not an exception.
 */
export async function diagnose(library: Library, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const place = await placeOf(library);
  const storage = "checks" in place ? place.checks : await checkStorage(place);
  const snapshot = "checks" in place ? undefined : await snapshotOf(library, place);
  const used = await profileInUse({ library, profile: options.profile, connect: undefined });
  const { host, secretStore } = library;
  const question = { host, secretStore, snapshot, used };
  const keychain = await checkKeychain(question);
  const profiles = snapshot === undefined ? [] : [...snapshot.file.profiles.values()];
  return {
    checks: [
      ...storage,
      await checkProfiles(question, { keychainAnswers: keychain.findings.length === 0 }),
      await checkEnvironment({
        host,
        profiles,
        variables: options.variables ?? [],
        allowHttp: library.resolver.allowHttp,
      }),
      await checkFolderProfile(library, snapshot?.file.profiles),
      keychain,
      ...await credentialChecks(library, { snapshot, options }),
    ],
  };
}

async function placeOf({ host }: Library): Promise<Place | { readonly checks: readonly Check[] }> {
  try {
    return await lookAtPlace(host);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return {
      checks: [{ name: "folder", summary: "there is none", findings: [findingOf(error, { where: "HOME" })] }],
    };
  }
}

async function checkStorage(place: Place): Promise<readonly Check[]> {
  return [await checkFolder(place), await checkFile(place), await checkLock(place), await checkBackup(place)];
}

/** The content of the file, empty if it does not exist; `undefined` if it is unusable. */
async function snapshotOf({ store }: Library, { content }: Place): Promise<Snapshot | undefined> {
  return content.kind === "unusable" ? undefined : await store.load();
}

/** Does not repeat the findings of the file's own check. */
async function credentialChecks(
  library: Library,
  rest: { readonly snapshot: Snapshot | undefined; readonly options: DiagnoseOptions },
): Promise<readonly Check[]> {
  const { profile, offline = false, connect } = rest.options;
  const set = (name: string): boolean => library.host.env(name) !== undefined;
  const token = set("ATLCLI_API_TOKEN") || set("ATLCLI_API_TOKEN_FILE");
  if (rest.snapshot === undefined && !(token && set("ATLCLI_SITE") && profile === undefined)) return [];
  const isNamed = profile !== undefined || token || set("ATLCLI_SITE") || set("ATLCLI_PROFILE");
  if (!isNamed && rest.snapshot?.file.profiles.size === 0) return [nobodySignedIn()];
  const open = connect ?? library.connect;
  return [await checkCredential({ library, profile, connect: offline ? undefined : open })];
}

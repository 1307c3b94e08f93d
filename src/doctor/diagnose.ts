/**
 * Looks at everything that signing in depends on, and says what is wrong, where, and how to mend it.
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

/** How to look. */
export interface DiagnoseOptions {
  /** A profile's name, as in `--profile`. By default the one that a command would use. */
  readonly profile?: string | undefined;
  /**
   * Whether no server is asked.
   *
   * @default {false}
   */
  readonly offline?: boolean;
  /** Variables that the caller reads besides those of the library: they are no mistakes. */
  readonly variables?: readonly string[];
  /** Opens a client. By default one with the usual limits. */
  readonly connect?: ((resolution: Resolution) => Promise<Connection>) | undefined;
}

/**
 * Looks at folder, file, lock and backup, at each profile, the environment, `.atlcli-profile` and the keychain, and asks
 * the site in use whether it accepts the credential. Changes nothing: the lock is taken for a moment where there is one.
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
 * @returns what was looked at; a fault that was found is in there, and not thrown.
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

/** What the file says, also one that is not there; `undefined` where it cannot be used. */
async function snapshotOf({ store }: Library, { content }: Place): Promise<Snapshot | undefined> {
  return content.kind === "unusable" ? undefined : await store.load();
}

/** What the file's own check has said already is not said again. */
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

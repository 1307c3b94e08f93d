/**
 * The folder, the file and what lies beside it, as they are now: what the checks of storage look at.
 *
 * @module
 */
import { StorageError } from "../core/errors.ts";
import { FileFault, type FileStat, type Host } from "../core/host.ts";
import { openProfileStore, type StoreHost } from "../profile/store/store.ts";
import { storing } from "../profile/store/errors.ts";
import { readCredentials, type Reading } from "../profile/store/snapshot.ts";
import { inspectPath, type OtherWriter } from "../profile/store/trust.ts";

/** What a file of credentials turned out to be. */
export type Content =
  /** It says something. */
  | { readonly kind: "fits"; readonly reading: Reading }
  /** It is not there. */
  | { readonly kind: "absent" }
  /** It cannot be read, or does not fit. */
  | { readonly kind: "unusable"; readonly error: StorageError };

/** What a look needs of the outside world. */
export type PlaceHost = StoreHost & Pick<Host, "clock">;

/** Where the store is, and what is there. */
export interface Place {
  readonly host: PlaceHost;
  /** `~/.atlcli`, or the folder that was chosen. */
  readonly folder: string;
  /** Whether somebody chose the folder: other things may lie in it then. */
  readonly isChosen: boolean;
  /** The credentials file. */
  readonly path: string;
  /** Where it really is, when its path is a link. */
  readonly target: string;
  /** The folder, links followed; `undefined` when nothing is there. */
  readonly folderStat: FileStat | undefined;
  /** The credentials file, links followed; `undefined` when nothing is there. */
  readonly fileStat: FileStat | undefined;
  /** The names in the folder. */
  readonly names: readonly string[];
  /** What others can change on the way to the credentials file; empty when it is this user's own. */
  readonly writers: readonly OtherWriter[];
  /** Parent folders that a group can write. */
  readonly groupWritable: readonly OtherWriter[];
  /** The credentials file. */
  readonly content: Content;
  /** The version before. */
  readonly backup: Content;
}

/** The path of the backup. */
export function backupPath(path: string): string {
  return `${path}.bak`;
}

/**
 * Looks where the store is, and at its files. Changes nothing, and takes no lock.
 *
 * @throws {StorageError} where there is no home folder.
 */
export async function lookAtPlace(host: PlaceHost): Promise<Place> {
  const { folder, path } = openProfileStore(host);
  const { files } = host;
  const { target, writers, groupWritable } = await inspected(host, path);
  return {
    host,
    folder,
    path,
    isChosen: host.env("ATLCLI_CONFIG_DIR") !== undefined,
    target,
    writers,
    groupWritable,
    folderStat: await statOf(host, folder),
    fileStat: await statOf(host, path),
    names: await files.list(folder).then((names) => names ?? [], () => []),
    content: await contentOf(host, { path, folder }),
    backup: await contentOf(host, { path: backupPath(path), folder }),
  };
}

/** What cannot be looked at is said by its reader. */
async function inspected(
  host: StoreHost,
  path: string,
): Promise<Pick<Place, "target" | "writers" | "groupWritable">> {
  try {
    return await inspectPath(host, path);
  } catch (error) {
    if (error instanceof FileFault) return { target: path, writers: [], groupWritable: [] };
    throw error;
  }
}

/** What is at a path; what cannot be looked at counts as absent, and its reader says why. */
export async function statOf(
  { files }: Pick<StoreHost, "files">,
  path: string,
  options: { readonly follow?: boolean } = {},
): Promise<FileStat | undefined> {
  try {
    return await files.stat(path, options);
  } catch (error) {
    if (error instanceof FileFault) return undefined;
    throw error;
  }
}

async function contentOf(
  host: StoreHost,
  place: { readonly path: string; readonly folder: string },
): Promise<Content> {
  try {
    const reading = await storing("read", place.path, () => readCredentials(host, place));
    return reading.bytes === undefined ? { kind: "absent" } : { kind: "fits", reading };
  } catch (error) {
    if (error instanceof StorageError) return { kind: "unusable", error };
    throw error;
  }
}

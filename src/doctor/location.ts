/**
 * The current state of the folder and its files: the input of the storage checks.
 *
 * @module
 */
import { StorageError } from "../core/errors.ts";
import { FileFault, type FileStat, type Host } from "../core/host.ts";
import { openProfileStore, type StoreHost } from "../profile/store/store.ts";
import { asStorageError } from "../profile/store/errors.ts";
import { readCredentials, type Reading } from "../profile/store/snapshot.ts";
import { inspectPath, type OtherWriter } from "../core/trust.ts";

/** The state of a credentials file or backup. */
export type Content =
  /** The file is valid. */
  | { readonly kind: "fits"; readonly reading: Reading }
  /** The file does not exist. */
  | { readonly kind: "absent" }
  /** The file is unreadable or invalid. */
  | { readonly kind: "unusable"; readonly error: StorageError };

/** The parts of a host that an inspection needs. */
export type PlaceHost = StoreHost & Pick<Host, "clock">;

/** The location of the store, and its files. */
export interface Place {
  readonly host: PlaceHost;
  /** `~/.atlcli`, or the folder that the user chose. */
  readonly folder: string;
  /** Whether the user chose the folder, so that it may contain other files. */
  readonly isChosen: boolean;
  /** The path of the credentials file. */
  readonly path: string;
  /** Its real path, with links resolved. */
  readonly target: string;
  /** Metadata of the folder, following links; `undefined` if it does not exist. */
  readonly folderStat: FileStat | undefined;
  /** Metadata of the credentials file, following links; `undefined` if it does not exist. */
  readonly fileStat: FileStat | undefined;
  /** The names in the folder. */
  readonly names: readonly string[];
  /** What others can change on the path of the credentials file; empty if the file is trusted. */
  readonly writers: readonly OtherWriter[];
  /** Parent folders that a group can write. */
  readonly groupWritable: readonly OtherWriter[];
  /** The state of the credentials file. */
  readonly content: Content;
  /** The state of the backup. */
  readonly backup: Content;
}

/** The path of the backup. */
export function backupPath(path: string): string {
  return `${path}.bak`;
}

/**
 * Inspects the store's folder and files. It changes nothing, and takes no lock.
 *
 * @throws {StorageError} if there is no home folder.
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

/** An inspection error is ignored here, because reading the file reports it. */
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

/** Metadata of a path. An inspection error counts as absent, because reading the file reports it. */
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
    const reading = await asStorageError("read", place.path, () => readCredentials(host, place));
    return reading.bytes === undefined ? { kind: "absent" } : { kind: "fits", reading };
  } catch (error) {
    if (error instanceof StorageError) return { kind: "unusable", error };
    throw error;
  }
}

/**
 * Repairs problems that need no decision, without losing data.
 *
 * @module
 */
import { FileFault } from "../core/host.ts";
import { cleanedBackup } from "../profile/store/backup.ts";
import { asStorageError } from "../profile/store/errors.ts";
import { FILE_MODE, leftoversOf, replaceOwnFile, underLock } from "../profile/store/lock.ts";
import { openProfileStore } from "../profile/store/store.ts";
import { inspectPath } from "../core/trust.ts";
import { type Diagnosis, type Repair, repairsOf } from "./finding.ts";
import { backupPath, lookAtPlace, type Place, type PlaceHost } from "./location.ts";
import { octal } from "./shell.ts";
import { isOwnBackup, isRestorable } from "./storage.ts";

/** A completed repair. */
export interface Repaired {
  /** The repair, as a sentence. */
  readonly did: string;
  /** The changed file or folder. */
  readonly where: string;
}

/**
 * Applies the repairs of a diagnosis. It checks everything again under the lock, and skips what another process has
 * repaired in the meantime. Applying it twice has no further effect.
 *
 * @example
 * ```ts
 * import { diagnose, repair } from "@atlcli/atlcli/doctor";
 * import { openLibrary } from "@atlcli/atlcli";
 * import { memoryHost, memorySecretStore } from "@atlcli/atlcli/testing";
 *
 * const host = memoryHost({ files: { "/home/me/.atlcli/credentials.json": "{" } });
 * const library = openLibrary({ host, secretStore: memorySecretStore() });
 * const diagnosis = await diagnose(library, { offline: true });
 * for (const { did } of await repair(host, diagnosis)) console.log(did);
 * ```
 *
 * @returns The completed repairs, in order.
 * @throws {StorageError} if the system refuses, or another process holds the lock. Completed repairs stay.
 */
export async function repair(host: PlaceHost, diagnosis: Diagnosis): Promise<readonly Repaired[]> {
  const repairs = repairsOf(diagnosis);
  const { path } = openProfileStore(host);
  return await asStorageError("change", path, async () => {
    // The user has to review a file that others can write. Any repair would make it look like this user's own.
    if ((await inspectPath(host, path)).writers.length > 0) return [];
    const modes = await setModes(host, repairs);
    const kinds = new Set(repairs.map(({ kind }) => kind));
    kinds.delete("set-mode");
    if (kinds.size === 0) return modes;
    const action = async (): Promise<readonly Repaired[]> => [
      ...kinds.has("remove-leftovers") ? await removeLeftovers(host) : [],
      ...kinds.has("restore-backup") ? await restoreBackup(host) : [],
      ...kinds.has("clean-backup") ? await cleanBackup(host) : [],
    ];
    return [...modes, ...await underLock(host, { path, action })];
  });
}

async function setModes({ files }: PlaceHost, repairs: readonly Repair[]): Promise<readonly Repaired[]> {
  const done: Repaired[] = [];
  for (const repair of repairs) {
    if (repair.kind !== "set-mode") continue;
    await files.setMode(repair.path, repair.mode);
    done.push({ did: `Set the mode to ${octal(repair.mode)}`, where: repair.path });
  }
  return done;
}

async function removeLeftovers(host: PlaceHost): Promise<readonly Repaired[]> {
  const { path, target } = await lookAtPlace(host);
  const done: Repaired[] = [];
  for (const of of new Set([target, path, backupPath(path)])) {
    for (const leftover of await leftoversOf(host, of)) {
      if (await host.files.remove(leftover)) done.push({ did: "Removed a temporary file", where: leftover });
    }
  }
  return done;
}

/** The damaged bytes are saved under another name before the file is replaced. */
async function restoreBackup(host: PlaceHost): Promise<readonly Repaired[]> {
  const place = await lookAtPlace(host);
  const { path, target, backup } = place;
  const damaged = isRestorable(place) ? await host.files.read(target) : undefined;
  const bytes = backup.kind === "fits" ? backup.reading.bytes : undefined;
  if (damaged === undefined || bytes === undefined) return [];
  const aside = await keepAside(place, damaged);
  await replaceOwnFile(host, { path: target, bytes });
  return [
    { did: `Moved the damaged file aside, to ${aside}`, where: path },
    { did: `Restored the backup ${backupPath(path)}`, where: path },
  ];
}

async function keepAside({ host, path, folder }: Place, bytes: Uint8Array): Promise<string> {
  const now = host.clock.now();
  const time = new Date(Number.isFinite(now) ? now : 0).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  for (let count = 1;; count++) {
    const aside = `${path}.corrupt-${time}${count === 1 ? "" : `-${count}`}`;
    try {
      await host.files.create(aside, bytes, { mode: FILE_MODE });
      await host.files.syncFolder(folder);
      return aside;
    } catch (error) {
      // The clock may have been set back since another file was moved aside.
      if (!(error instanceof FileFault && error.reason === "exists")) throw error;
    }
  }
}

async function cleanBackup(host: PlaceHost): Promise<readonly Repaired[]> {
  const { path, content, backup } = await lookAtPlace(host);
  if (
    content.kind !== "fits" || backup.kind !== "fits" || !isOwnBackup(backup) ||
    backup.reading.bytes === undefined
  ) return [];
  const before = { bytes: backup.reading.bytes, file: backup.reading.snapshot.file };
  const bytes = cleanedBackup(before, content.reading.snapshot.file);
  if (bytes === undefined) return [];
  await replaceOwnFile(host, { path: backupPath(path), bytes });
  return [{ did: "Removed secrets that are no longer in the credentials file", where: backupPath(path) }];
}

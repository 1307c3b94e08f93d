/**
 * A change of the credentials file: under its lock, from what it says then.
 *
 * @module
 */
import { type CredentialsFile, decodeCredentialsFile, encodeCredentialsFile } from "../file/file.ts";
import type { Host } from "../../core/host.ts";
import { backupOf } from "./backup.ts";
import { changeRefused } from "./refusal.ts";
import { readCredentials } from "./snapshot.ts";
import { inspectPath } from "./trust.ts";
import { isOwnFile, replaceOwnFile, underLock } from "./lock.ts";
import type { ReplaceFileHost } from "../../core/replace_file.ts";

/** What a change needs of the outside world. */
type ChangingHost = ReplaceFileHost & Pick<Host, "os" | "userId">;

/** Where the file is. */
interface Place {
  readonly path: string;
  readonly folder: string;
  /** Whether somebody chose the folder, so that other things may be in it. */
  readonly isChosen: boolean;
}

/** A change of the file. */
export interface Change {
  readonly place: Place;
  /** Gives the next state. */
  readonly change: (file: CredentialsFile) => CredentialsFile;
}

const FOLDER_MODE = 0o700;

/**
 * Changes the file. Without a change nothing is written.
 *
 * @returns what the file says now.
 * @throws {StorageError} when it does not fit, or others can write it, or another process is changing it.
 * @throws {FileFault} when the system refuses.
 */
export async function changeCredentials(host: ChangingHost, change: Change): Promise<CredentialsFile> {
  const { path, folder } = change.place;
  const { writers } = await inspectPath(host, path);
  if (writers.length > 0) throw changeRefused(path, writers);
  await host.files.makeFolder(folder, { mode: FOLDER_MODE });
  return await underLock(host, { path, action: () => changeLocked(host, change) });
}

async function changeLocked(
  host: ChangingHost,
  { place, change }: Change,
): Promise<CredentialsFile> {
  const { path } = place;
  const { snapshot, target, bytes } = await readCredentials(host, place);
  snapshot.requireChangeable();
  const before = snapshot.file;
  const after = change(before);
  const text = encodeCredentialsFile(after);
  if (text === encodeCredentialsFile(before)) return before;
  // Nothing is written that could not be read again.
  const written = decodeCredentialsFile(text, path);
  await closeFolder(host, place);
  if (bytes !== undefined) {
    await replaceOwnFile(host, { path: `${path}.bak`, bytes: backupOf({ bytes, file: before }, after) });
  }
  await replaceOwnFile(host, { path: target, bytes: new TextEncoder().encode(text) });
  return written;
}

/** Makes the folder this user's alone; one that somebody chose, only if nothing but our own files is in it. */
async function closeFolder(host: ChangingHost, { folder, isChosen }: Place): Promise<void> {
  const { files } = host;
  const stat = await files.stat(folder);
  if (stat?.mode === undefined || stat.mode === FOLDER_MODE || stat.owner !== host.userId()) return;
  const names = isChosen ? await files.list(folder) ?? [] : [];
  if (names.every(isOwnFile)) await files.setMode(folder, FOLDER_MODE);
}

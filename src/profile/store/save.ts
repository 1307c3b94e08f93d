/**
 * Changes the credentials file under its lock, based on its current content.
 *
 * @module
 */
import { type CredentialsFile, decodeCredentialsFile, encodeCredentialsFile } from "../file/file.ts";
import type { Host } from "../../core/host.ts";
import { backupOf } from "./backup.ts";
import { changeRefused } from "./refusal.ts";
import { readCredentials } from "./snapshot.ts";
import { inspectPath } from "../../core/trust.ts";
import { isOwnFile, replaceOwnFile, underLock } from "./lock.ts";
import type { ReplaceFileHost } from "../../core/replace_file.ts";

/** The parts of a host that a change needs. */
type ChangingHost = ReplaceFileHost & Pick<Host, "os" | "userId">;

/** The location of the file. */
interface Place {
  readonly path: string;
  readonly folder: string;
  /** Whether the user chose the folder, so that it may contain other files. */
  readonly isChosen: boolean;
}

/** A change of the credentials file. */
interface Change {
  readonly place: Place;
  /** Computes the next content from the current one. */
  readonly change: (file: CredentialsFile) => CredentialsFile;
}

const FOLDER_MODE = 0o700;

/**
 * Changes the file. If the content stays the same, nothing is written.
 *
 * @returns The content of the file afterwards.
 * @throws {StorageError} if the file is invalid, others can write it, or another process is changing it.
 * @throws {FileFault} if the system refuses an operation.
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
  // Reads the text back first, so that no unreadable file is written.
  const written = decodeCredentialsFile(text, path);
  await closeFolder(host, place);
  if (bytes !== undefined) {
    await replaceOwnFile(host, { path: `${path}.bak`, bytes: backupOf({ bytes, file: before }, after) });
  }
  await replaceOwnFile(host, { path: target, bytes: new TextEncoder().encode(text) });
  return written;
}

/**
 * Restricts the folder to this user. A folder that the user chose is restricted only if it contains nothing but our
 * files.
 */
async function closeFolder(host: ChangingHost, { folder, isChosen }: Place): Promise<void> {
  const { files } = host;
  const stat = await files.stat(folder);
  if (stat?.mode === undefined || stat.mode === FOLDER_MODE || stat.owner !== host.userId()) return;
  const names = isChosen ? await files.list(folder) ?? [] : [];
  if (names.every(isOwnFile)) await files.setMode(folder, FOLDER_MODE);
}

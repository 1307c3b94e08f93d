/**
 * The credentials file on disk: `~/.atlcli/credentials.json`, or in the folder that `ATLCLI_CONFIG_DIR` names.
 *
 * Readers take no lock: they see the file as it was before a change or after it, never between. What is written is
 * flushed to disk under a temporary name and renamed, so that a process killed at any instant leaves the old file or
 * the new one.
 *
 * @module
 */
import { type CredentialsFile, decodeCredentialsFile, encodeCredentialsFile } from "./credentials_file.ts";
import type { Host } from "./host.ts";
import { absolutePath, baseName, joinPath, parentPath } from "./paths.ts";
import { backupOf } from "./profile_store_backup.ts";
import { busy, noHome, storing } from "./profile_store_fault.ts";
import { readCredentials, type Reading, type Snapshot } from "./profile_store_snapshot.ts";

/** What a store needs of the outside world. */
export type StoreHost = Pick<Host, "os" | "env" | "cwd" | "userId" | "random" | "files">;

/** Options of {@linkcode openProfileStore}. */
export interface ProfileStoreOptions {
  /** The folder, instead of the one that the environment says. */
  readonly folder?: string;
}

const FILE_NAME = "credentials.json";
/** What lies in the folder besides: names for completion, and what this program itself left beside them. */
const OWN_FILES = [FILE_NAME, "seen.json"];
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
/** Longer than any change takes, and shorter than a person's patience. */
const LOCK_TIMEOUT_MS = 10_000;
const LEFTOVER = /^\.tmp-[0-9a-z]{8}$/;

/**
 * Opens the store. Nothing is read, and no folder is made, before it is used.
 *
 * @example
 * ```ts
 * import { openProfileStore } from "@atlcli/atlcli";
 * import { memoryHost } from "@atlcli/atlcli/testing";
 *
 * const store = openProfileStore(memoryHost());
 * const { file } = await store.load();
 * console.assert(file.profiles.size === 0);
 * ```
 */
export function openProfileStore(host: StoreHost, options: ProfileStoreOptions = {}): ProfileStore {
  return new ProfileStore(host, options);
}

/** The profiles of this user, in their file. {@linkcode openProfileStore} makes one. */
export class ProfileStore {
  readonly #host: StoreHost;
  readonly #options: ProfileStoreOptions;

  /**
   * Opens the store.
   *
   * @param host The outside world.
   * @param options Where the file is.
   */
  constructor(host: StoreHost, options: ProfileStoreOptions = {}) {
    this.#host = host;
    this.#options = options;
  }

  /**
   * The folder of the file, its lock and its backup.
   *
   * @throws {StorageError} where neither `ATLCLI_CONFIG_DIR` nor a home folder says which.
   */
  get folder(): string {
    const chosen = this.#chosenFolder;
    if (chosen !== undefined) return absolutePath(this.#host.cwd(), chosen);
    const home = this.#host.env(this.#host.os === "windows" ? "USERPROFILE" : "HOME");
    if (home === undefined) throw noHome();
    return absolutePath(this.#host.cwd(), joinPath(home, ".atlcli"));
  }

  /**
   * The file.
   *
   * @throws {StorageError} as {@linkcode folder}.
   */
  get path(): string {
    return joinPath(this.folder, FILE_NAME);
  }

  /**
   * Reads the file. One that is not there has no profiles.
   *
   * @throws {StorageError} `credentials-file`, when it cannot be read or does not fit.
   */
  async load(): Promise<Snapshot> {
    const path = this.path;
    return await storing("read", path, async () => (await this.#read(path)).snapshot);
  }

  /**
   * Changes the file: under its lock, from what it says then. Without a change nothing is written.
   *
   * The lock is held while the change is worked out, so that has to be quick: no network, no prompt, no keychain.
   *
   * @param change Gives the next state. What it throws comes out of here, and nothing has happened.
   * @returns what the file says now.
   * @throws {StorageError} `credentials-file`, when it cannot be read or written, does not fit, or others can write it
   * and it holds members that must not be believed then; `credentials-file-busy`, when another process changed it for
   * ten seconds. The file is as it was.
   */
  async update(change: (file: CredentialsFile) => CredentialsFile): Promise<CredentialsFile> {
    const path = this.path;
    return await storing("change", path, async () => {
      await this.#host.files.makeFolder(this.folder, { mode: FOLDER_MODE });
      const unlock = await this.#host.files.lock(`${path}.lock`, { timeoutMs: LOCK_TIMEOUT_MS });
      if (unlock === undefined) throw busy(path);
      try {
        return await this.#change(path, change);
      } finally {
        unlock();
      }
    });
  }

  async #change(
    path: string,
    change: (file: CredentialsFile) => CredentialsFile,
  ): Promise<CredentialsFile> {
    const { snapshot, target, bytes } = await this.#read(path);
    const before = snapshot.file;
    const after = change(before);
    const text = encodeCredentialsFile(after);
    if (text === encodeCredentialsFile(before)) return before;
    // Writing makes the file trusted, so what must not be believed now must not be in it.
    for (const profile of before.profiles.values()) snapshot.requireTrusted(profile);
    // Nothing is written that could not be read again.
    const written = decodeCredentialsFile(text, path);
    await this.#closeFolder();
    if (bytes !== undefined) await this.#replace(`${path}.bak`, backupOf({ bytes, file: before }, after));
    await this.#replace(target, new TextEncoder().encode(text));
    return written;
  }

  #read(path: string): Promise<Reading> {
    return readCredentials(this.#host, { path, folder: this.folder });
  }

  /** Puts a file in another's place, by way of a temporary one beside it. */
  async #replace(path: string, bytes: Uint8Array): Promise<void> {
    const { files } = this.#host;
    const folder = parentPath(path) ?? this.folder;
    await this.#removeLeftovers(folder, baseName(path));
    const temporary = `${path}.tmp-${this.#randomName()}`;
    await files.create(temporary, bytes, { mode: FILE_MODE });
    try {
      await files.rename(temporary, path);
    } catch (fault) {
      await files.remove(temporary).catch(() => {});
      throw fault;
    }
    await files.syncFolder(folder);
  }

  /** Only writers make temporary files, and only under the lock: those that are there now are of dead ones. */
  async #removeLeftovers(folder: string, name: string): Promise<void> {
    for (const other of await this.#host.files.list(folder) ?? []) {
      if (!other.startsWith(name) || !LEFTOVER.test(other.slice(name.length))) continue;
      await this.#host.files.remove(joinPath(folder, other));
    }
  }

  /** Makes the folder this user's alone; one that somebody chose, only if nothing but our own files is in it. */
  async #closeFolder(): Promise<void> {
    const { files } = this.#host;
    const stat = await files.stat(this.folder);
    if (stat?.mode === undefined || stat.mode === FOLDER_MODE || stat.owner !== this.#host.userId()) return;
    const names = this.#chosenFolder === undefined ? [] : await files.list(this.folder) ?? [];
    if (names.every((name) => OWN_FILES.some((own) => name.startsWith(own)))) {
      await files.setMode(this.folder, FOLDER_MODE);
    }
  }

  get #chosenFolder(): string | undefined {
    return this.#options.folder ?? this.#host.env("ATLCLI_CONFIG_DIR");
  }

  #randomName(): string {
    return Math.floor(this.#host.random() * 36 ** 8).toString(36).padStart(8, "0");
  }
}

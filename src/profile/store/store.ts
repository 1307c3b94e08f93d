/**
 * The credentials file on disk: `~/.atlcli/credentials.json`, or in the folder of `ATLCLI_CONFIG_DIR`.
 *
 * Readers take no lock: they see the file before a change or after it, never in between. A change is flushed to disk
 * under a temporary name and renamed, so that a process killed at any instant leaves the old file or the new one.
 *
 * @module
 */
import type { CredentialsFile } from "../file/file.ts";
import type { Host } from "../../core/host.ts";
import { absolutePath, isAbsolutePath, joinPath } from "../../core/paths.ts";
import { asStorageError, noHome } from "./errors.ts";
import type { TrustReview } from "./review.ts";
import { readCredentials, type Snapshot } from "./snapshot.ts";
import { readVariable } from "../../core/variable.ts";

/** The parts of a host that a store needs. */
export type StoreHost = Pick<Host, "os" | "env" | "cwd" | "userId" | "random" | "files">;

/** Options of {@linkcode openProfileStore}. */
export interface ProfileStoreOptions {
  /** The folder of the file, instead of the environment's. */
  readonly folder?: string;
}

const FILE_NAME = "credentials.json";

/**
 * Opens the store. It reads no file and creates no folder before its first use.
 *
 * @example
 * ```ts
 * import { openProfileStore } from "@atlcli/atlcli/profile";
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

/**
 * The profiles of this user, in the credentials file. Create it with {@linkcode openProfileStore}.
 *
 * @example
 * ```ts
 * import { withProfile, openProfileStore } from "@atlcli/atlcli/profile";
 * import { memoryHost } from "@atlcli/atlcli/testing";
 *
 * const store = openProfileStore(memoryHost());
 * const profile = { name: "work", baseUrl: "https://company.atlassian.net", email: "you@company.com" };
 * await store.update((file) => withProfile(file, profile));
 * console.assert((await store.load()).file.profiles.has("work"));
 * ```
 */
export class ProfileStore {
  readonly #host: StoreHost;
  readonly #options: ProfileStoreOptions;

  /**
   * Opens the store.
   *
   * @param host Access to files and environment.
   * @param options The folder of the file.
   */
  constructor(host: StoreHost, options: ProfileStoreOptions = {}) {
    this.#host = host;
    this.#options = options;
  }

  /**
   * The folder of the file, its lock and its backup.
   *
   * @throws {StorageError} if neither `ATLCLI_CONFIG_DIR` nor a home folder is set.
   */
  get folder(): string {
    const chosen = this.#chosenFolder;
    if (chosen !== undefined) return this.#absolute(chosen);
    // The same variables as those of Node's os.homedir() (https://nodejs.org/api/os.html#oshomedir).
    const home = this.#host.env(this.#host.os === "windows" ? "USERPROFILE" : "HOME");
    if (home === undefined) throw noHome();
    return this.#absolute(joinPath(home, ".atlcli"));
  }

  /**
   * The path of the file.
   *
   * @throws {StorageError} as {@linkcode folder} does.
   */
  get path(): string {
    return joinPath(this.folder, FILE_NAME);
  }

  /**
   * Reads the file. A missing file has no profiles.
   *
   * @throws {StorageError} `credentials-file` if it cannot be read or is invalid.
   */
  async load(): Promise<Snapshot> {
    const { folder } = this;
    const path = joinPath(folder, FILE_NAME);
    const { snapshot } = await asStorageError(
      "read",
      path,
      () => readCredentials(this.#host, { path, folder }),
    );
    return snapshot;
  }

  /**
   * Reads the file before a change that begins elsewhere, such as in the keychain.
   *
   * @throws {StorageError} as {@linkcode load} does; `credentials-file-untrusted` if others can write it.
   */
  async loadChangeable(): Promise<Snapshot> {
    const snapshot = await this.load();
    snapshot.requireChangeable();
    return snapshot;
  }

  /**
   * Changes the file under its lock, based on its current content. If the content stays the same, nothing is written.
   *
   * The lock is held while `change` runs, so it must be fast: no network, no prompt, no keychain.
   *
   * @param change Computes the next content. If it throws, nothing happens and the error is passed on.
   * @returns The content of the file afterwards.
   * @throws {StorageError} `credentials-file` if it cannot be read or written, or is invalid;
   * `credentials-file-untrusted` if others can write it; `credentials-file-busy` if another process held the lock for
   * 30 seconds. The file is unchanged then.
   */
  async update(change: (file: CredentialsFile) => CredentialsFile): Promise<CredentialsFile> {
    const { path, folder } = this;
    const { changeCredentials } = await import("./save.ts");
    const place = { path, folder, isChosen: this.#chosenFolder !== undefined };
    return await asStorageError("change", path, () => changeCredentials(this.#host, { place, change }));
  }

  /**
   * Reads the file for a review by the user, before it is trusted again: see {@linkcode TrustReview}.
   *
   * @throws {StorageError} as {@linkcode load} does.
   */
  async review(): Promise<TrustReview> {
    const { path, folder } = this;
    const { reviewCredentials } = await import("./review.ts");
    return await reviewCredentials(this.#host, { path, folder });
  }

  #absolute(path: string): string {
    return isAbsolutePath(path) ? path : absolutePath(this.#host.cwd(), path);
  }

  get #chosenFolder(): string | undefined {
    return this.#options.folder ?? readVariable(this.#host, "ATLCLI_CONFIG_DIR");
  }
}

/**
 * The credentials file on disk: `~/.atlcli/credentials.json`, or in the folder that `ATLCLI_CONFIG_DIR` names.
 *
 * Readers take no lock: they see the file as it was before a change or after it, never between. What is written is
 * flushed to disk under a temporary name and renamed, so that a process killed at any instant leaves the old file or
 * the new one.
 *
 * @module
 */
import type { CredentialsFile } from "../file/file.ts";
import type { Host } from "../../core/host.ts";
import { absolutePath, joinPath } from "../../core/paths.ts";
import { noHome, storing } from "./errors.ts";
import type { TrustReview } from "./review.ts";
import { readCredentials, type Snapshot } from "./snapshot.ts";
import { readVariable } from "../../core/variable.ts";

/** What a store needs of the outside world. */
export type StoreHost = Pick<Host, "os" | "env" | "cwd" | "userId" | "random" | "files">;

/** Options of {@linkcode openProfileStore}. */
export interface ProfileStoreOptions {
  /** The folder, instead of the one that the environment says. */
  readonly folder?: string;
}

const FILE_NAME = "credentials.json";

/**
 * Opens the store. Nothing is read, and no folder is made, before it is used.
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
 * The profiles of this user, in their file. {@linkcode openProfileStore} makes one.
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
    const { folder } = this;
    const path = joinPath(folder, FILE_NAME);
    const { snapshot } = await storing("read", path, () => readCredentials(this.#host, { path, folder }));
    return snapshot;
  }

  /**
   * Reads the file for a change that begins elsewhere, in the keychain for instance.
   *
   * @throws {StorageError} as {@linkcode load}; `credentials-file-untrusted`, when others can write it.
   */
  async loadChangeable(): Promise<Snapshot> {
    const snapshot = await this.load();
    snapshot.requireChangeable();
    return snapshot;
  }

  /**
   * Changes the file: under its lock, from what it says then. Without a change nothing is written.
   *
   * The lock is held while the change is worked out, so that has to be quick: no network, no prompt, no keychain.
   *
   * @param change Gives the next state. What it throws comes out of here, and nothing has happened.
   * @returns what the file says now.
   * @throws {StorageError} `credentials-file`, when it cannot be read or written, or does not fit;
   * `credentials-file-untrusted`, when others can write it; `credentials-file-busy`, when another process changed it for
   * ten seconds. The file is as it was.
   */
  async update(change: (file: CredentialsFile) => CredentialsFile): Promise<CredentialsFile> {
    const { path, folder } = this;
    const { changeCredentials } = await import("./change.ts");
    const place = { path, folder, isChosen: this.#chosenFolder !== undefined };
    return await storing("change", path, () => changeCredentials(this.#host, { place, change }));
  }

  /**
   * Reads the file for a person to look at, before it is made this user's own again: see {@linkcode TrustReview}.
   *
   * @throws {StorageError} as {@linkcode load}.
   */
  async review(): Promise<TrustReview> {
    const { path, folder } = this;
    const { reviewCredentials } = await import("./review.ts");
    return await reviewCredentials(this.#host, { path, folder });
  }

  get #chosenFolder(): string | undefined {
    return this.#options.folder ?? readVariable(this.#host, "ATLCLI_CONFIG_DIR");
  }
}

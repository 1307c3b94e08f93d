/**
 * A place that keeps secrets. The implementations for each operating system are in `keychain/`.
 *
 * @module
 */
import type { Secret } from "./secret.ts";

/** The service name under which every item of ours is kept. */
export const KEYCHAIN_SERVICE = "atlcli";

/** What a store has under an account. */
export interface StoredSecret {
  /** The secret. */
  readonly secret: Secret;
  /** The siteUrl it was stored for; `undefined` when somebody stored it by hand. */
  readonly site: string | undefined;
}

/**
 * A secret store: `get`, `set`, `delete`, keyed by account within the service `atlcli`.
 *
 * Absent is an answer. Locked, denied, no such tool, timed out, too large and unreadable are each a
 * {@linkcode KeychainError} with a code of its own: none is ever taken for absent.
 */
export interface SecretStore {
  /** What users call it: `macOS keychain`, `Secret Service`, `Windows Credential Manager`. */
  readonly label: string;
  /**
   * The site that an account's item carries, without reading its secret where the system can do that.
   *
   * @returns `undefined` when there is no such item.
   * @throws {KeychainError}
   */
  look(account: string): Promise<{ readonly site: string | undefined } | undefined>;
  /**
   * Reads an item.
   *
   * @returns `undefined` when there is no such item.
   * @throws {KeychainError}
   */
  get(account: string): Promise<StoredSecret | undefined>;
  /**
   * Stores or replaces an item, and reads it back.
   *
   * @throws {KeychainError} also when what is read back is not what was stored.
   */
  set(account: string, item: { readonly secret: Secret; readonly site: string }): Promise<void>;
  /**
   * Removes an item.
   *
   * @returns `false` when there was no such item.
   * @throws {KeychainError}
   */
  delete(account: string): Promise<boolean>;
}

/**
 * The interface of a store for secrets. The implementations for each operating system are in `keychain/`.
 *
 * @module
 */
import type { Secret } from "./secret.ts";

/** The service name of every item that this library stores. */
export const KEYCHAIN_SERVICE = "atlcli";

/** An item of a secret store. */
export interface StoredSecret {
  /** The stored token or password. */
  readonly secret: Secret;
  /** The site that the item was stored for; `undefined` if it was stored by hand. */
  readonly site: string | undefined;
}

/**
 * A secret store: `get`, `set`, `delete`, keyed by account within the service `atlcli`.
 *
 * An absent item is not an error. Locked, denied, no such tool, timed out, too large and unreadable each throw a
 * {@linkcode KeychainError} with its own code, and are never mistaken for an absent item.
 */
export interface SecretStore {
  /** The store's name as users know it: `macOS keychain`, `Secret Service`, `Windows Credential Manager`. */
  readonly label: string;
  /**
   * The site of an account's item. Where the system allows it, the secret is not read.
   *
   * @returns `undefined` if there is no such item.
   * @throws {KeychainError} if the store is unusable.
   */
  look(account: string): Promise<{ readonly site: string | undefined } | undefined>;
  /**
   * Reads an item.
   *
   * @returns `undefined` if there is no such item.
   * @throws {KeychainError} if the store is unusable.
   */
  get(account: string): Promise<StoredSecret | undefined>;
  /**
   * Stores or replaces an item, and reads it back.
   *
   * @throws {KeychainError} if the store is unusable, or the item that was read back differs.
   */
  set(account: string, item: { readonly secret: Secret; readonly site: string }): Promise<void>;
  /**
   * Deletes an item.
   *
   * @returns `false` if there was no such item.
   * @throws {KeychainError} if the store is unusable.
   */
  delete(account: string): Promise<boolean>;
}

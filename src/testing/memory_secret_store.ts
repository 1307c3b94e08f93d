/**
 * A keychain in memory, for tests.
 *
 * @module
 */
import type { KeychainErrorCode } from "../core/errors.ts";
import { checked } from "../keychain/checked.ts";
import { keychainError, tooLarge } from "../keychain/errors.ts";
import { toUtf8 } from "../keychain/text.ts";
import { Secret } from "../core/secret.ts";
import type { SecretStore, StoredSecret } from "../core/secret_store.ts";

/** Options of {@linkcode memorySecretStore}. */
export interface MemorySecretStoreOptions {
  /**
   * The store's name in messages.
   *
   * @default {"keychain"}
   */
  readonly label?: string;
  /** Initial items by account; one without a `site` counts as stored by hand. */
  readonly items?: Readonly<Record<string, { readonly secret: string; readonly site?: string }>>;
  /** An error code with which every call fails from the start. */
  readonly fault?: KeychainErrorCode;
  /**
   * Maximum size of a secret, in bytes.
   *
   * @default {2560} which is the smallest limit of all real stores, that of Windows
   */
  readonly maxBytes?: number;
}

/** A recorded call. */
export interface SecretStoreCall {
  /** The called method. */
  readonly method: "look" | "get" | "set" | "delete";
  /** The account of the call. */
  readonly account: string;
}

/** A {@linkcode SecretStore} with its internals exposed to the test. */
export interface MemorySecretStore extends SecretStore {
  /** While set, every call fails with this code. */
  fault: KeychainErrorCode | undefined;
  /** Every call in order, including failed ones. */
  readonly calls: readonly SecretStoreCall[];
  /** The current items, by account. */
  readonly items: ReadonlyMap<string, StoredSecret>;
  /**
   * Stores an item as a person would with the system's own tool: not recorded in `calls`, and without a site by
   * default.
   */
  storeByHand(account: string, secret: string, site?: string): void;
}

/**
 * Creates a secret store in memory that refuses what a real one refuses.
 *
 * @example
 * ```ts
 * import { memorySecretStore } from "@atlcli/atlcli/testing";
 *
 * const keychain = memorySecretStore({ items: { alice: { secret: "t0ken" } } });
 * keychain.fault = "keychain-locked";
 * await keychain.get("alice").catch((error) => console.assert(error.code === "keychain-locked"));
 * console.assert(keychain.calls.length === 1);
 * ```
 */
export function memorySecretStore(options: MemorySecretStoreOptions = {}): MemorySecretStore {
  const { label = "keychain", maxBytes = 2560 } = options;
  const items = new Map<string, StoredSecret>();
  const calls: SecretStoreCall[] = [];
  const record = (method: SecretStoreCall["method"], account: string): void => {
    calls.push({ method, account });
    if (store.fault !== undefined) throw faultOf(store.fault, label);
  };
  const inner = checked(mapStore(items, { label, maxBytes }));
  const store: MemorySecretStore = {
    label,
    fault: options.fault,
    calls,
    items,
    storeByHand: (account, secret, site) => void items.set(account, { secret: new Secret(secret), site }),
    look: async (account) => (record("look", account), await inner.look(account)),
    get: async (account) => (record("get", account), await inner.get(account)),
    set: async (account, item) => (record("set", account), await inner.set(account, item)),
    delete: async (account) => (record("delete", account), await inner.delete(account)),
  };
  for (const [account, { secret, site }] of Object.entries(options.items ?? {})) {
    store.storeByHand(account, secret, site);
  }
  return store;
}

function mapStore(
  items: Map<string, StoredSecret>,
  { label, maxBytes }: { readonly label: string; readonly maxBytes: number },
): SecretStore {
  return {
    label,
    look: (account) => Promise.resolve(items.get(account)),
    get: (account) => Promise.resolve(items.get(account)),
    set: (account, item) => {
      const size = toUtf8(item.secret.reveal()).length;
      const found = {
        what: `the token of account "${account}"`,
        size: `${size} bytes`,
        limit: `${maxBytes}`,
      };
      if (size > maxBytes) return Promise.reject(tooLarge(label, found));
      items.set(account, { secret: item.secret, site: item.site });
      return Promise.resolve();
    },
    delete: (account) => Promise.resolve(items.delete(account)),
  };
}

function faultOf(code: KeychainErrorCode, label: string): Error {
  return keychainError(code, `The ${label} cannot be used (${code})`, {
    remedy: "A test set this error: see MemorySecretStore.fault",
  });
}

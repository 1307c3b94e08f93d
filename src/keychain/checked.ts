/**
 * What every keychain shall do alike, so that the adapters need not: refuse names that no keychain can keep, read back
 * what was stored, look whether it is gone after it was deleted.
 *
 * @module
 */
import { UsageError } from "../core/errors.ts";
import type { SecretStore, StoredSecret } from "../core/secret_store.ts";
import { keychainError } from "./errors.ts";
import { isPlain, isSiteUrl } from "./text.ts";

/**
 * Wraps an adapter.
 *
 * - An account that is empty or has control characters is refused with a {@linkcode UsageError}, a site that is no
 *   address and an empty secret with a `RangeError`, before the keychain is touched.
 * - An item whose site is no address was stored by hand: its site is `undefined`.
 * - An item without a secret in it is an error: it is neither absent nor of any use.
 * - After `set` the item is read and compared, after `delete` it must be gone.
 */
export function checked(store: SecretStore): SecretStore {
  const look: SecretStore["look"] = async (account) => {
    checkAccount(account);
    const found = await store.look(account);
    return found && { site: markOf(found.site) };
  };
  const get: SecretStore["get"] = async (account) => {
    checkAccount(account);
    const found = await store.get(account);
    if (found?.secret.length === 0) throw emptyItem(store.label, account);
    return found && { secret: found.secret, site: markOf(found.site) };
  };
  return {
    label: store.label,
    look,
    get,
    set: async (account, item) => {
      checkAccount(account);
      if (!isSiteUrl(item.site)) throw new RangeError(`Not a site's address: ${JSON.stringify(item.site)}`);
      if (item.secret.length === 0) throw new RangeError("The secret is empty");
      await store.set(account, item);
      if (!isSame(await get(account), item)) throw notKept(store.label, account);
    },
    delete: async (account) => {
      checkAccount(account);
      if (!await store.delete(account)) return false;
      if (await store.look(account) !== undefined) throw stillThere(store.label, account);
      return true;
    },
  };
}

function checkAccount(account: string): void {
  if (account === "") {
    throw new UsageError("The keychain account is empty", {
      data: { kind: "missing-setting", setting: "username" },
    });
  }
  if (!isPlain(account)) {
    throw new UsageError(`A keychain account cannot have control characters: ${JSON.stringify(account)}`, {
      hint: "Give the username as it is written, and nothing else with it",
    });
  }
}

function markOf(site: string | undefined): string | undefined {
  return site !== undefined && isSiteUrl(site) ? site : undefined;
}

function isSame(found: StoredSecret | undefined, item: StoredSecret): boolean {
  return found !== undefined && found.site === item.site && found.secret.equals(item.secret);
}

function emptyItem(label: string, account: string): Error {
  return keychainError("keychain-failed", `The item of account "${account}" in the ${label} is empty`, {
    remedy: "Store the token again",
    data: { kind: "unreadable-item", account },
  });
}

function notKept(label: string, account: string): Error {
  return keychainError(
    "keychain-failed",
    `The ${label} did not keep the token of account "${account}" as it was given`,
    { remedy: "Look at the item by hand (docs/keychains.md), delete it, and try again" },
  );
}

function stillThere(label: string, account: string): Error {
  return keychainError(
    "keychain-failed",
    `The ${label} still has an item of account "${account}" after one was deleted`,
    { remedy: "There may be another one, in another keychain: run it again, or delete it by hand" },
  );
}

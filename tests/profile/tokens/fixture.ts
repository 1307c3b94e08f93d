/** What the tests of the token keeper have in common: a credentials file, its backup, and a keychain. */
import { KeychainError, type KeychainErrorCode } from "../../../src/core/errors.ts";
import type { Profile } from "../../../src/profile/profile.ts";
import { openProfileStore } from "../../../src/profile/store/store.ts";
import { Secret } from "../../../src/core/secret.ts";
import type { SecretStore } from "../../../src/core/secret_store.ts";
import { type MemoryHost, memoryHost } from "../../../src/testing/memory_host.ts";
import {
  type MemorySecretStore,
  memorySecretStore,
  type MemorySecretStoreOptions,
  type SecretStoreCall,
} from "../../../src/testing/memory_secret_store.ts";
import {
  type Keeping,
  type Kept,
  saveToken,
  type TokenKeeperParts,
} from "../../../src/profile/tokens/keeper.ts";

export const JIRA = "https://jira.test/jira";
export const OTHER = "https://other.test:8443";
export const CLOUD = "https://company.atlassian.net";
const FILE = "/home/me/.atlcli/credentials.json";

/** The profile that most tests are about. */
export const DC: Profile = { name: "dc", baseUrl: JIRA, authType: "bearer", username: "myuser" };

/** A profile as it stands in the file. */
export type Written = Readonly<Record<string, unknown>>;

interface Machine {
  readonly parts: TokenKeeperParts;
  readonly host: MemoryHost;
  readonly keychain: MemorySecretStore;
  /** Makes the keychain's next such call fail, before it did anything. */
  failNext(method: SecretStoreCall["method"], code: KeychainErrorCode): void;
  /** A profile, as it stands in the file; `undefined` when it is not there. */
  profile(name: string): Written | undefined;
  /** The items of the keychain: `account: secret for site`. */
  items(): readonly string[];
  /** Everything on the disk, as one text. */
  disk(): string;
  /** Keeps a token; by default a PAT of `myuser` at {@linkcode JIRA}, in the keychain. */
  keep(keeping?: Partial<Omit<Keeping, "token">> & { readonly token?: string }): Promise<Kept>;
}

export function machine(
  profiles: Readonly<Record<string, Written>> = {},
  items: MemorySecretStoreOptions["items"] = {},
): Machine {
  const named = Object.entries(profiles).map(([name, profile]) => [name, { name, ...profile }]);
  const text = JSON.stringify({ profiles: Object.fromEntries(named) });
  const host = memoryHost({ files: named.length === 0 ? {} : { [FILE]: text } });
  const keychain = memorySecretStore({ items });
  const faults = new Map<SecretStoreCall["method"], KeychainErrorCode>();
  const parts = { store: openProfileStore(host), secretStore: failing(keychain, faults) };
  return {
    parts,
    host,
    keychain,
    failNext: (method, code) => void faults.set(method, code),
    profile: (name) => {
      const file: { profiles?: Record<string, Written> } = JSON.parse(host.disk.text(FILE) ?? "{}");
      return file.profiles?.[name];
    },
    items: () =>
      [...keychain.items].map(([account, item]) => `${account}: ${item.secret.reveal()} for ${item.site}`),
    disk: () => host.disk.paths().map((path) => host.disk.text(path)).join("\n"),
    keep: ({ profile = DC, token = "new-token", where = "keychain", ...rest } = {}) =>
      saveToken(parts, {
        profile,
        token: new Secret(token),
        where,
        mayAdopt: (account) => Promise.reject(new Error(`Unexpected question about ${account}`)),
        ...rest,
      }),
  };
}

function failing(
  store: SecretStore,
  faults: Map<SecretStoreCall["method"], KeychainErrorCode>,
): SecretStore {
  const begin = (method: SecretStoreCall["method"]): void => {
    const code = faults.get(method);
    faults.delete(method);
    if (code !== undefined) {
      throw new KeychainError(code, `The keychain refused (${code})`, { hint: "A test" });
    }
  };
  return {
    label: store.label,
    look: async (account) => (begin("look"), await store.look(account)),
    get: async (account) => (begin("get"), await store.get(account)),
    set: async (account, item) => (begin("set"), await store.set(account, item)),
    delete: async (account) => (begin("delete"), await store.delete(account)),
  };
}

/** A profile whose token lies in the keychain. */
export function inKeychain(members: Written = {}): Written {
  return { baseUrl: JIRA, authType: "bearer", username: "myuser", tokenStore: "keychain", ...members };
}

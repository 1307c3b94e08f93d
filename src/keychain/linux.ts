/**
 * The Secret Service of Linux desktops (GNOME Keyring, KWallet, KeePassXC), through libsecret's program `secret-tool`.
 *
 * An item has the attributes `service` (`atlcli`), `account` and `site`. The secret is passed on standard input.
 *
 * @module
 */
import type { CommandResult, Host } from "../core/host.ts";
import { Secret } from "../core/secret.ts";
import { KEYCHAIN_SERVICE, type SecretStore } from "../core/secret_store.ts";
import { keychainError, tooLarge } from "./errors.ts";
import { LABELS } from "./labels.ts";
import { runKeychain } from "./program.ts";
import { secretToolProgram } from "./secret_tool_program.ts";
import { failureOf, itemsIn } from "./secret_tool_text.ts";
import { fromUtf8, toUtf8 } from "./text.ts";

const LABEL = LABELS.linux;

/** Maximum size of a secret in bytes. `secret-tool` silently truncates a longer one to 8,192 bytes. */
const MAX_SECRET = 8191;

/** The service of a temporary copy while an item is replaced: see {@linkcode replaceItem}. */
const SPARE_SERVICE = `${KEYCHAIN_SERVICE}-spare`;

/** Options of {@linkcode secretService}. */
interface LinuxOptions {
  /** Whether a person may be prompted to unlock the keyring. */
  readonly interactive: boolean;
  /** The time limit of each call, in milliseconds. */
  readonly timeoutMs: number;
}

/** Selects items. Each attribute narrows the selection; other attributes of an item are ignored. */
interface Attributes {
  readonly service: string;
  readonly account: string;
  readonly site?: string | undefined;
}

type Run = (args: readonly string[], stdin?: Uint8Array) => Promise<CommandResult>;

/**
 * The Secret Service of this user's session.
 *
 * Every call starts with a search. Only a search distinguishes locked from absent, and it never opens a dialog unless
 * it is interactive. (`lookup` and `store` prompt for the password of a locked keyring whenever there is a screen.)
 */
export function secretService(host: Pick<Host, "run" | "env">, options: LinuxOptions): SecretStore {
  const run: Run = (args, stdin) =>
    runKeychain(host, secretToolProgram(host, options), stdin === undefined ? { args } : { args, stdin });
  const search = async (account: string): Promise<readonly (string | undefined)[]> => {
    const unlock = options.interactive ? ["--unlock"] : [];
    const result = await run([
      "search",
      "--all",
      ...unlock,
      ...pairs({ service: KEYCHAIN_SERVICE, account }),
    ]);
    return itemsIn(result);
  };
  const only = async (account: string): Promise<{ readonly site: string | undefined } | undefined> => {
    const sites = await search(account);
    if (sites.length > 1) throw ambiguous(account, sites.length);
    return sites.length === 0 ? undefined : { site: sites[0] };
  };
  return {
    label: LABEL,
    look: only,
    get: async (account) => {
      const item = await only(account);
      if (item === undefined) return undefined;
      const result = await run(["lookup", ...pairs({ service: KEYCHAIN_SERVICE, account, site: item.site })]);
      const text = result.code === 0 ? fromUtf8(result.stdout) : undefined;
      if (text === undefined) throw unreadable(account);
      return { secret: new Secret(text), site: item.site };
    },
    set: async (account, { secret, site }) => {
      const bytes = toUtf8(secret.reveal());
      if (bytes.length > MAX_SECRET) throw tooLong(account, bytes.length);
      const others = (await search(account)).some((other) => other !== site);
      const item = { account, site, bytes };
      await (others ? replaceItem(run, item) : storeItem(run, { ...item, service: KEYCHAIN_SERVICE }));
    },
    delete: async (account) => {
      const { length } = await search(account);
      await clear(run, { service: SPARE_SERVICE, account });
      if (length > 0) await clear(run, { service: KEYCHAIN_SERVICE, account });
      return length > 0;
    },
  };
}

interface NewItem {
  readonly account: string;
  readonly site: string;
  readonly bytes: Uint8Array;
}

/**
 * Replaces the account's items for other sites, or for none, with a new one.
 *
 * The attributes of an item cannot be changed, and those of an item without a site match the new one as well. So the
 * old items are deleted first, while a copy of the new one exists under its own service. The secret is stored at every
 * moment.
 */
async function replaceItem(run: Run, item: NewItem): Promise<void> {
  await storeItem(run, { ...item, service: SPARE_SERVICE });
  await clear(run, { service: KEYCHAIN_SERVICE, account: item.account });
  await storeItem(run, { ...item, service: KEYCHAIN_SERVICE });
  await clear(run, { service: SPARE_SERVICE, account: item.account });
}

async function storeItem(run: Run, item: NewItem & { readonly service: string }): Promise<void> {
  const label = `--label=${item.service}: ${item.account} at ${item.site}`;
  const result = await run(["store", label, ...pairs(item)], item.bytes);
  if (result.code !== 0) throw failureOf(result);
}

/** Deletes every item that matches. `clear` fails silently if there is none. */
async function clear(run: Run, attributes: Attributes): Promise<void> {
  const result = await run(["clear", ...pairs(attributes)]);
  if (result.code !== 0 && result.stderr.length > 0) throw failureOf(result);
}

/** Arguments after `--` are never options. */
function pairs({ service, account, site }: Attributes): string[] {
  const attributes = ["--", "service", service, "account", account];
  return site === undefined ? attributes : [...attributes, "site", site];
}

function ambiguous(account: string, count: number): Error {
  return keychainError("keychain-failed", `The ${LABEL} has ${count} items of account "${account}"`, {
    remedy: "Store the token again, which replaces them, or delete the wrong one by hand",
    data: { kind: "ambiguous-item", account },
  });
}

function unreadable(account: string): Error {
  return keychainError(
    "keychain-failed",
    `The item of account "${account}" in the ${LABEL} cannot be read`,
    {
      remedy: "Store the token again",
      data: { kind: "unreadable-item", account },
    },
  );
}

function tooLong(account: string, size: number): Error {
  return tooLarge(LABEL, {
    what: `the token of account "${account}"`,
    size: `${size} bytes`,
    limit: `${MAX_SECRET}`,
  });
}

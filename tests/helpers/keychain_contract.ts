/**
 * What every keychain does, whichever it is: one suite for the real ones, for the adapters over stand-ins, and for the
 * one in memory.
 */
import assert from "node:assert/strict";
import { AtlcliError, UsageError } from "../../src/core/errors.ts";
import { Secret } from "../../src/core/secret.ts";
import type { SecretStore } from "../../src/core/secret_store.ts";
import { adviceOn } from "./advice.ts";

/** A keychain to test, and another way to access it. */
interface KeychainUnderTest {
  readonly store: SecretStore;
  /** Stores an item as a person would with the system's own tool: with no site. */
  storeByHand(account: string, secret: string): Promise<void>;
}

/** What the suite must know of a keychain. */
interface KeychainLimits {
  /** The longest secret of ASCII that it must keep, in bytes. */
  readonly fits: number;
  /** A length that it must refuse. */
  readonly tooLarge: number;
}

const SITE = "https://company.atlassian.net";
const OTHER_SITE = "https://jira.company.com:8443/jira";

const SECRETS: Readonly<Record<string, string>> = {
  "one byte": "x",
  "an API token": "ATATT3xFfGF0-abc_DEF123=4D2A0B7C",
  "a PAT": "NjA2OTU5NTc1MzY4OuU+/x9zWk2Qq0y1bXk=",
  "quotes and backslashes": `a"b'c\\d\\"e\\\\f`,
  "spaces at its ends": "  two  ",
  "hexadecimal digits": "0a0b0c",
  "hexadecimal digits of a text with an umlaut": "c3bc6265726e61636874",
  "a dash first": "-w --",
  "what a shell would replace": "$HOME `id` %PATH% !x",
  "the mark of an encoded secret": "atlcli-b64:eA==",
  "line breaks": "first\nsecond\n",
  "a line break alone": "\n",
  "a zero byte": "a\0b",
  "an umlaut": "über-Tøken-✓",
  "a byte order mark first": "\ufeffx",
};

const ACCOUNTS: readonly string[] = [
  "alice",
  "you+jira@company.com",
  "myuser@jira.company.com:8443/jira",
  "Jürgen Müller",
  `o'brien "bob" \\ back`,
  "-a",
  "--label=x",
  "$HOME;%2f*?",
];

/** Registers the suite. `open` is called once a test, and may open the same keychain each time. */
export function keychainContract(
  name: string,
  open: () => KeychainUnderTest,
  limits: KeychainLimits,
): void {
  const test = (title: string, body: (keychain: KeychainUnderTest, own: Own) => Promise<void>): void =>
    Deno.test(`${name}: ${title}`, () => withOwnAccounts(open(), body));
  absence(test);
  replacing(test);
  texts(test);
  refusals(test, limits);
}

/** Makes an account's name that no other test uses. */
type Own = (account: string) => string;
type Test = (
  title: string,
  body: (keychain: KeychainUnderTest, own: Own) => Promise<void>,
) => void;

async function withOwnAccounts(
  keychain: KeychainUnderTest,
  body: (keychain: KeychainUnderTest, own: Own) => Promise<void>,
): Promise<void> {
  const used = new Set<string>();
  const id = crypto.randomUUID().slice(0, 8);
  const own: Own = (account) => {
    const unique = `${account} atlcli-test-${id}`;
    used.add(unique);
    return unique;
  };
  try {
    await body(keychain, own);
  } finally {
    for (const account of used) await keychain.store.delete(account).catch(() => {});
  }
}

function item(secret: string, site = SITE): { readonly secret: Secret; readonly site: string } {
  return { secret: new Secret(secret), site };
}

async function assertHolds(
  store: SecretStore,
  account: string,
  wanted: string,
  site?: string,
): Promise<void> {
  const found = await store.get(account);
  assert.equal(found?.secret.reveal(), wanted);
  assert.equal(found?.site, site);
  assert.deepEqual(await store.look(account), { site });
}

function absence(test: Test): void {
  test("get() and look() of an account that it does not have give undefined", async ({ store }, own) => {
    assert.equal(await store.get(own("nobody")), undefined);
    assert.equal(await store.look(own("nobody")), undefined);
  });
  test("delete() of an account that it does not have gives false", async ({ store }, own) => {
    assert.equal(await store.delete(own("nobody")), false);
  });
  test("delete() removes an item, once", async ({ store }, own) => {
    await store.set(own("alice"), item("t1"));
    assert.equal(await store.delete(own("alice")), true);
    assert.equal(await store.get(own("alice")), undefined);
    assert.equal(await store.delete(own("alice")), false);
  });
  test("delete() removes an item that was stored by hand", async ({ store, storeByHand }, own) => {
    await storeByHand(own("alice"), "by-hand-1");
    assert.equal(await store.delete(own("alice")), true);
    assert.equal(await store.look(own("alice")), undefined);
  });
  test("one account's item is not another's", async ({ store }, own) => {
    await store.set(own("alice"), item("t1"));
    await store.set(own("bob"), item("t2", OTHER_SITE));
    assert.equal(await store.get(own("ali")), undefined);
    await store.delete(own("alice"));
    await assertHolds(store, own("bob"), "t2", OTHER_SITE);
  });
}

function replacing(test: Test): void {
  test("set() replaces the item of the same site", async ({ store }, own) => {
    await store.set(own("alice"), item("old"));
    await store.set(own("alice"), item("new"));
    await assertHolds(store, own("alice"), "new", SITE);
  });
  test("set() of the same item again changes nothing", async ({ store }, own) => {
    await store.set(own("alice"), item("same"));
    await store.set(own("alice"), item("same"));
    await assertHolds(store, own("alice"), "same", SITE);
  });
  test("set() replaces the item of another site, and leaves no second one", async ({ store }, own) => {
    await store.set(own("alice"), item("old", OTHER_SITE));
    await store.set(own("alice"), item("new"));
    await assertHolds(store, own("alice"), "new", SITE);
    assert.equal(await store.delete(own("alice")), true);
    assert.equal(await store.look(own("alice")), undefined);
  });
  test("an item that was stored by hand has no site", async ({ store, storeByHand }, own) => {
    await storeByHand(own("alice"), "by-hand-1");
    await assertHolds(store, own("alice"), "by-hand-1");
  });
  test("set() replaces an item that was stored by hand", async ({ store, storeByHand }, own) => {
    await storeByHand(own("alice"), "by-hand-1");
    await store.set(own("alice"), item("new"));
    await assertHolds(store, own("alice"), "new", SITE);
    assert.equal(await store.delete(own("alice")), true);
    assert.equal(await store.look(own("alice")), undefined);
  });
}

function texts(test: Test): void {
  for (const [what, secret] of Object.entries(SECRETS)) {
    test(`keeps a secret with ${what} as it is`, async ({ store }, own) => {
      await store.set(own("alice"), item(secret));
      await assertHolds(store, own("alice"), secret, SITE);
    });
  }
  test("keeps items of accounts with any printable characters", async ({ store }, own) => {
    for (const account of ACCOUNTS) {
      await store.set(own(account), item(`token of ${account}`));
      await assertHolds(store, own(account), `token of ${account}`, SITE);
    }
  });
  test("keeps a site with a port and a context path", async ({ store }, own) => {
    await store.set(own("alice"), item("t1", OTHER_SITE));
    await assertHolds(store, own("alice"), "t1", OTHER_SITE);
  });
}

function refusals(test: Test, limits: KeychainLimits): void {
  test(`keeps a secret of ${limits.fits} bytes`, async ({ store }, own) => {
    await store.set(own("alice"), item("k".repeat(limits.fits)));
    await assertHolds(store, own("alice"), "k".repeat(limits.fits), SITE);
  });
  test(`refuses a secret of ${limits.tooLarge} bytes, and keeps the one before`, async ({ store }, own) => {
    await store.set(own("alice"), item("before"));
    const error = await failure(store.set(own("alice"), item("k".repeat(limits.tooLarge))));
    assert.ok(error instanceof AtlcliError);
    assert.equal(error.code, "keychain-too-large");
    assert.match(adviceOn(error), /--storage file/);
    assert.ok(!`${error.message}${adviceOn(error)}`.includes("kkkk"));
    await assertHolds(store, own("alice"), "before", SITE);
  });
  test("refuses an account that is empty or has control characters", async ({ store }) => {
    for (const account of ["", "a\nb", "a\tb", "a\0", "a\u0085b", "a\u2028b", "\ud800"]) {
      assert.ok(await failure(store.look(account)) instanceof UsageError);
      assert.ok(await failure(store.get(account)) instanceof UsageError);
      assert.ok(await failure(store.set(account, item("t1"))) instanceof UsageError);
      assert.ok(await failure(store.delete(account)) instanceof UsageError);
    }
  });
  test(
    "refuses a site that is invalid or has control characters, and an empty secret",
    async ({ store }, own) => {
      for (const site of ["", "company", `${SITE}\n-w x`, `${SITE} x`, "https://a\u0085"]) {
        assert.ok(await failure(store.set(own("alice"), item("t1", site))) instanceof RangeError);
      }
      assert.ok(await failure(store.set(own("alice"), item(""))) instanceof RangeError);
      assert.equal(await store.look(own("alice")), undefined);
    },
  );
}

/** Every call that a store has, not made yet. */
export function everyCall(store: SecretStore, account = "alice"): readonly (() => Promise<unknown>)[] {
  return [
    () => store.look(account),
    () => store.get(account),
    () => store.set(account, item("t1")),
    () => store.delete(account),
  ];
}

/** What a promise failed with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  assert.fail("It did not fail");
}

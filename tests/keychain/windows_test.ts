import assert from "node:assert/strict";
import { KeychainError } from "../../src/core/errors.ts";
import { openKeychain } from "../../src/keychain/open.ts";
import { Secret } from "../../src/core/secret.ts";
import type { SecretStore } from "../../src/core/secret_store.ts";
import { everyCall, failure, keychainContract } from "../helpers/keychain_contract.ts";
import { type Advapi32, advapi32, type Advapi32Knobs, wide } from "../stand_ins/advapi32.ts";
import { testHost } from "./hosts.ts";
import { adviceOn } from "../helpers/advice.ts";

const SITE = "https://company.atlassian.net";
const TOKEN = "ATATT3xFfGF0-the-token";
const item = { secret: new Secret(TOKEN), site: SITE };

interface Pc {
  readonly system: Advapi32;
  readonly store: SecretStore;
}

function pc(knobs: Advapi32Knobs = {}): Pc {
  const system = advapi32(knobs);
  return { system, store: openKeychain(testHost("windows", { ffi: system.ffi })) };
}

/** As Control Panel and `cmdkey` do: UTF-16, without its zero. */
function byHand({ stored }: Advapi32, account: string, secret: string, comment?: string): void {
  const targetName = `atlcli:${account}`;
  const blob = wide(secret).slice(0, -2);
  stored.set(targetName.toLowerCase(), { targetName, comment, userName: account, blob, persist: 3 });
}

keychainContract("Windows adapter", () => {
  const { store, system } = pc();
  return { store, storeByHand: (account, secret) => Promise.resolve(byHand(system, account, secret)) };
}, { fits: 2560, tooLarge: 2561 });

Deno.test("credentialManager() keeps a generic credential for this machine, with the site as its comment", async () => {
  const { system, store } = pc();
  await store.set("alice", item);
  const [credential] = system.stored.values();
  assert.deepEqual(
    { ...credential, blob: new TextDecoder().decode(credential?.blob) },
    { targetName: "atlcli:alice", comment: SITE, userName: "alice", blob: TOKEN, persist: 2 },
  );
});

Deno.test("credentialManager() frees what Windows allocated, and closes what it opened", async () => {
  const { system, store } = pc();
  for (const call of everyCall(store)) await call();
  await store.get("alice");
  assert.equal(system.memory.leaked, 0);
  assert.equal(system.open(), 0);
});

Deno.test("credentialManager() overwrites its copies of the secret", async () => {
  const { system, store } = pc();
  await store.set("alice", item);
  await store.get("alice");
  assert.equal(system.memory.holds(TOKEN), false);
});

Deno.test("credentialManager() closes the libraries after a failure too", async () => {
  const { system, store } = pc({ error: 5 });
  for (const call of everyCall(store)) await failure(call());
  assert.equal(system.open(), 0);
});

const BY_HAND = ["NjA2OTU5NTc1MzY4OuU+/x9zWk2Qq0y1bXk=", "x", "über"];
for (const secret of BY_HAND) {
  Deno.test(`get() reads ${secret}, which was stored by hand as UTF-16`, async () => {
    const { system, store } = pc();
    byHand(system, "alice", secret);
    const found = await store.get("alice");
    assert.equal(found?.secret.reveal(), secret);
    assert.equal(found?.site, undefined);
  });
}

Deno.test("an item with a user's own comment has no site", async () => {
  const { system, store } = pc();
  byHand(system, "alice", TOKEN, "my note");
  assert.equal((await store.get("alice"))?.secret.reveal(), TOKEN);
  assert.deepEqual(await store.look("alice"), { site: undefined });
});

Deno.test("get() of an item that is empty or not text is keychain-failed", async () => {
  for (const bytes of [[0xff], [0x00, 0xd8], []]) {
    const { system, store } = pc();
    byHand(system, "alice", "x");
    const [credential] = system.stored.values();
    assert.ok(credential !== undefined);
    system.stored.set("atlcli:alice", { ...credential, blob: new Uint8Array(bytes) });
    await assert.rejects(store.get("alice"), { code: "keychain-failed" });
    assert.equal(system.memory.leaked, 0);
  }
});

Deno.test("a site, and an account, that Windows has no room for are keychain-too-large", async () => {
  const { system, store } = pc();
  const longSite = `https://jira.company.com/${"p".repeat(231)}`;
  assert.equal(longSite.length, 256);
  await assert.rejects(store.set("alice", { ...item, site: longSite }), { code: "keychain-too-large" });
  await assert.rejects(store.set("a".repeat(513), item), { code: "keychain-too-large" });
  assert.equal(system.stored.size, 0);
  await store.set("a".repeat(512), { ...item, site: longSite.slice(0, -1) });
  assert.equal((await store.look("a".repeat(512)))?.site, longSite.slice(0, -1));
});

const ERRORS: readonly (readonly [error: number, code: string])[] = [
  [5, "keychain-denied"],
  [1223, "keychain-denied"],
  [1312, "keychain-unavailable"],
  [8, "keychain-failed"],
  [0, "keychain-failed"],
];
for (const [error, code] of ERRORS) {
  Deno.test(`credentialManager() takes Windows error ${error} for ${code}, never for absent`, async () => {
    for (const call of everyCall(pc({ error }).store)) {
      const thrown = await failure(call());
      assert.ok(thrown instanceof KeychainError);
      assert.equal(thrown.code, code);
      assert.match(adviceOn(thrown), /--storage file.*ATLCLI_API_TOKEN/);
    }
  });
}

Deno.test("an absent item is absent although the error number was lost, when the list shows it", async () => {
  for (const clobbered of [0, 6, 1312]) {
    const { system, store } = pc({ clobbered });
    byHand(system, "bob", TOKEN);
    assert.equal(await store.get("alice"), undefined);
    assert.equal(await store.look("alice"), undefined);
    assert.equal(await store.delete("alice"), false);
    assert.equal(system.memory.leaked, 0);
  }
});

Deno.test("an error that cannot be told is a failure when there is no list to look at", async () => {
  const { store } = pc({ clobbered: 0 });
  await assert.rejects(store.get("alice"), { code: "keychain-failed" });
});

Deno.test("libraries that may not be loaded are keychain-unavailable", async () => {
  for (const blocked of ["advapi32.dll", "kernel32.dll"]) {
    const { system, store } = pc({ blocked });
    for (const call of everyCall(store)) {
      await assert.rejects(call, { code: "keychain-unavailable", hint: /--allow-ffi/ });
    }
    assert.equal(system.open(), 0);
  }
  await assert.rejects(openKeychain(testHost("windows", {})).get("alice"), { code: "keychain-unavailable" });
});

Deno.test("the libraries are loaded from System32, by absolute paths, whatever SystemRoot says", async () => {
  const cases: readonly (readonly [string | undefined, string])[] = [
    [undefined, String.raw`C:\Windows`],
    [String.raw`D:\WINNT`, String.raw`D:\WINNT`],
    [String.raw`D:\a folder\Windows`, String.raw`D:\a folder\Windows`],
    ...["", ".", "Windows", "D:", "D:Windows", "D:\\", "/windows", "D:/Windows"].map(ignored),
    ...["\\\\server\\share\\Windows", "\\\\?\\D:\\Windows", "\\Windows", "D:\\Windows\\"].map(ignored),
    ...["D:\\Windows\\..\\evil", "D:\\.", "D:\\Windows:stream", "x\nD:\\Windows"].map(ignored),
  ];
  for (const [SystemRoot, root] of cases) {
    const system = advapi32();
    const host = testHost("windows", {
      ffi: system.ffi,
      env: SystemRoot === undefined ? {} : { SystemRoot },
    });
    await openKeychain(host).get("alice");
    const paths = ["kernel32.dll", "advapi32.dll"].map((name) => [root, "System32", name].join("\\"));
    assert.deepEqual(system.loaded, paths, SystemRoot);
  }
});

function ignored(root: string): readonly [string, string] {
  return [root, String.raw`C:\Windows`];
}

Deno.test("a target is the same in upper and lower case", async () => {
  const { store } = pc();
  await store.set("Alice", item);
  assert.deepEqual(await store.look("alice"), { site: SITE });
});

import assert from "node:assert/strict";
import type { KeychainErrorCode } from "../../src/core/errors.ts";
import { Secret } from "../../src/core/secret.ts";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { everyCall, keychainContract } from "../helpers/keychain_contract.ts";

const SITE = "https://company.atlassian.net";
const item = { secret: new Secret("t0ken"), site: SITE };

keychainContract("memorySecretStore()", () => {
  const store = memorySecretStore();
  return {
    store,
    storeByHand: (account, secret) => Promise.resolve(store.storeByHand(account, secret)),
  };
}, { fits: 2560, tooLarge: 2561 });

Deno.test("memorySecretStore() begins with the items that it is given", async () => {
  const store = memorySecretStore({
    items: { alice: { secret: "t1", site: SITE }, bob: { secret: "t2" } },
  });
  assert.deepEqual(await store.look("alice"), { site: SITE });
  assert.equal((await store.get("bob"))?.secret.reveal(), "t2");
  assert.equal(store.items.size, 2);
});

Deno.test("memorySecretStore() records the calls that were made, those that failed too", async () => {
  const store = memorySecretStore();
  await store.set("alice", item);
  store.fault = "keychain-locked";
  await assert.rejects(store.get("alice"));
  assert.deepEqual(store.calls, [{ method: "set", account: "alice" }, { method: "get", account: "alice" }]);
});

const FAULTS: readonly KeychainErrorCode[] = [
  "keychain-unavailable",
  "keychain-locked",
  "keychain-denied",
  "keychain-timeout",
  "keychain-too-large",
  "keychain-failed",
];
for (const fault of FAULTS) {
  Deno.test(`memorySecretStore() fails with ${fault} while that is its fault, and loses nothing`, async () => {
    const store = memorySecretStore({ fault, items: { alice: { secret: "t1" } } });
    for (const call of everyCall(store)) await assert.rejects(call, { code: fault });
    store.fault = undefined;
    assert.equal((await store.get("alice"))?.secret.reveal(), "t1");
  });
}

Deno.test("memorySecretStore() has the given label", async () => {
  const store = memorySecretStore({ label: "macOS keychain", fault: "keychain-locked" });
  assert.equal(store.label, "macOS keychain");
  await assert.rejects(store.get("alice"), { message: /macOS keychain/ });
});

Deno.test("memorySecretStore() has the limit that it is given", async () => {
  await assert.rejects(memorySecretStore({ maxBytes: 4 }).set("alice", item), { code: "keychain-too-large" });
  await memorySecretStore({ maxBytes: 5 }).set("alice", item);
});

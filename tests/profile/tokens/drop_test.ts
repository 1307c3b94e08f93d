import assert from "node:assert/strict";
import { deleteProfile, deleteToken } from "../../../src/profile/tokens/keeper.ts";
import { failsWith } from "../../helpers/fails_with.ts";
import { inKeychain, JIRA, machine, OTHER, type Written } from "./fixture.ts";
import { adviceOn } from "../../helpers/advice.ts";

const ITEM = { myuser: { secret: "old-token", site: JIRA } };
const IN_FILE: Written = {
  baseUrl: JIRA,
  authType: "bearer",
  apiToken: "old-token",
  tokenId: "7",
  verifiedAt: "2026",
};

Deno.test("deleteToken() takes a token out of the file and its backup, and keeps the profile", async () => {
  const { parts, profile, disk, keychain } = machine({ dc: IN_FILE });
  const { notes, profile: after } = await deleteToken(parts, "dc");
  assert.deepEqual(profile("dc"), { name: "dc", baseUrl: JIRA, authType: "bearer" });
  assert.deepEqual([notes, after.apiToken], [[], undefined]);
  assert.ok(!disk().includes("old-token"));
  assert.deepEqual(keychain.calls, []);
});

Deno.test("deleteToken() takes a token out of the keychain, and keeps the profile's way to it", async () => {
  const { parts, profile, items } = machine({ dc: inKeychain() }, ITEM);
  assert.deepEqual((await deleteToken(parts, "dc")).notes, ["Removed the keychain item atlcli/myuser"]);
  assert.deepEqual(items(), []);
  assert.deepEqual(profile("dc"), { name: "dc", ...inKeychain() });
});

Deno.test("deleteToken() takes a token out of both places", async () => {
  const { parts, items, disk } = machine({ dc: { ...IN_FILE, username: "myuser" } }, ITEM);
  await deleteToken(parts, "dc");
  assert.deepEqual(items(), []);
  assert.ok(!disk().includes("old-token"));
});

Deno.test("deleteToken() does nothing to a keychain that has no item", async () => {
  const { parts, keychain } = machine({ dc: inKeychain() });
  assert.deepEqual((await deleteToken(parts, "dc")).notes, []);
  assert.deepEqual(keychain.calls, [{ method: "look", account: "myuser" }]);
});

const KEPT: readonly {
  readonly name: string;
  readonly others?: Readonly<Record<string, Written>>;
  readonly site?: string;
  readonly note: string;
}[] = [
  {
    name: "another profile uses it",
    others: { twin: inKeychain() },
    site: JIRA,
    note: 'The keychain item atlcli/myuser was kept: "twin" uses it too',
  },
  {
    name: "two other profiles use it",
    others: { twin: inKeychain(), third: inKeychain({ username: "x", keychainAccount: "myuser" }) },
    site: JIRA,
    note: 'The keychain item atlcli/myuser was kept: "twin", "third" uses it too',
  },
  {
    name: "it is another site's",
    site: OTHER,
    note: `The keychain item atlcli/myuser was kept: it belongs to ${OTHER}`,
  },
  {
    name: "it was stored by hand",
    note: "The keychain item atlcli/myuser was kept: it belongs to a site that it does not name",
  },
];

for (const { name, others, site, note } of KEPT) {
  Deno.test(`deleteToken() keeps an item when ${name}, and says so`, async () => {
    const item = { secret: "old-token", ...(site !== undefined && { site }) };
    const { parts, items } = machine({ dc: inKeychain(), ...others }, { myuser: item });
    assert.deepEqual((await deleteToken(parts, "dc")).notes, [note]);
    assert.deepEqual(items(), [`myuser: old-token for ${site}`]);
  });

  Deno.test(`deleteProfile() keeps an item when ${name}, and says so`, async () => {
    const item = { secret: "old-token", ...(site !== undefined && { site }) };
    const { parts, items, profile } = machine({ dc: inKeychain(), ...others }, { myuser: item });
    assert.deepEqual((await deleteProfile(parts, { name: "dc", deleteKeychain: true })).notes, [note]);
    assert.deepEqual([items(), profile("dc")], [[`myuser: old-token for ${site}`], undefined]);
  });
}

Deno.test("deleteToken() removes an item that only looks shared", async () => {
  const twin = inKeychain({ tokenStore: "file", apiToken: "t" });
  const { parts, items } = machine({ dc: inKeychain(), twin }, ITEM);
  await deleteToken(parts, "dc");
  assert.deepEqual(items(), []);
});

for (const method of ["look", "delete"] as const) {
  Deno.test(`deleteToken() changes nothing when the keychain refuses to ${method}`, async () => {
    const { parts, failNext, disk, items } = machine({ dc: { ...IN_FILE, username: "myuser" } }, ITEM);
    const before = disk();
    failNext(method, "keychain-denied");
    await failsWith(deleteToken(parts, "dc"), "keychain-denied");
    assert.deepEqual([disk(), items()], [before, [`myuser: old-token for ${JIRA}`]]);
  });

  Deno.test(`deleteProfile() changes nothing when the keychain refuses to ${method}`, async () => {
    const { parts, failNext, disk } = machine({ dc: inKeychain() }, ITEM);
    const before = disk();
    failNext(method, "keychain-locked");
    await failsWith(deleteProfile(parts, { name: "dc", deleteKeychain: true }), "keychain-locked");
    assert.equal(disk(), before);
  });
}

Deno.test("deleteToken() needs no keychain for a profile that never said that its token lies there", async () => {
  const { parts, keychain, disk } = machine({ dc: { ...IN_FILE, username: "myuser" } });
  keychain.fault = "keychain-unavailable";
  assert.deepEqual((await deleteToken(parts, "dc")).notes, []);
  assert.ok(!disk().includes("old-token"));
});

Deno.test("deleteToken() needs the keychain for a profile that says that its token lies there", async () => {
  const { parts, keychain } = machine({ dc: inKeychain() });
  keychain.fault = "keychain-unavailable";
  await failsWith(deleteToken(parts, "dc"), "keychain-unavailable");
});

Deno.test("deleteProfile() keeps the keychain item by default, and reports that", async () => {
  const { parts, keychain, items, profile } = machine({ dc: inKeychain() }, ITEM);
  const { notes } = await deleteProfile(parts, { name: "dc", deleteKeychain: false });
  assert.deepEqual(notes, ["The keychain item atlcli/myuser, if it exists, was not changed"]);
  assert.deepEqual([items(), keychain.calls, profile("dc")], [
    [`myuser: old-token for ${JIRA}`],
    [],
    undefined,
  ]);
});

Deno.test("deleteProfile() removes the keychain item on request", async () => {
  const { parts, items, profile } = machine({ dc: inKeychain() }, ITEM);
  const { notes, profile: gone } = await deleteProfile(parts, { name: "dc", deleteKeychain: true });
  assert.deepEqual(notes, ["Removed the keychain item atlcli/myuser"]);
  assert.deepEqual([items(), profile("dc"), gone.name], [[], undefined, "dc"]);
});

for (const deleteKeychain of [true, false]) {
  Deno.test(`deleteProfile() has nothing to say of a keychain that was not used (${deleteKeychain})`, async () => {
    const { parts, keychain, disk } = machine({ dc: IN_FILE });
    assert.deepEqual((await deleteProfile(parts, { name: "dc", deleteKeychain })).notes, []);
    assert.deepEqual(keychain.calls, []);
    assert.ok(!disk().includes("old-token"));
  });
}

Deno.test("deleteToken() and deleteProfile() name the nearest profile to one that is not there", async () => {
  const { parts } = machine({ work: IN_FILE });
  const works = [deleteToken(parts, "wrok"), deleteProfile(parts, { name: "wrok", deleteKeychain: true })];
  for (const work of works) assert.match(adviceOn(await failsWith(work, "unknown-profile")), /"work"/);
});

import assert from "node:assert/strict";
import type { KeychainErrorCode } from "../../../src/core/errors.ts";
import type { Profile } from "../../../src/profile/profile.ts";
import { Secret } from "../../../src/core/secret.ts";
import { failsWith } from "../../helpers/fails_with.ts";
import { saveToken } from "../../../src/profile/tokens/keeper.ts";
import { DC, inKeychain, JIRA, machine, OTHER, type Written } from "./fixture.ts";
import { adviceOn } from "../../helpers/advice.ts";

const IN_FILE: Written = { baseUrl: JIRA, authType: "bearer", apiToken: "old-token" };

Deno.test("saveToken() puts a token in the keychain, with its site, and nothing of it in a file", async () => {
  const { keep, items, profile, disk } = machine();
  const { notes, profile: saved } = await keep();
  assert.deepEqual(items(), [`myuser: new-token for ${JIRA}`]);
  assert.deepEqual(profile("dc"), { name: "dc", ...inKeychain() });
  assert.deepEqual([notes, saved.tokenStore], [[], "keychain"]);
  assert.ok(!disk().includes("new-token"));
});

Deno.test("saveToken() puts a token in the file, and touches no keychain", async () => {
  const { keep, keychain, profile } = machine();
  const { notes } = await keep({ profile: { name: "p", baseUrl: JIRA, email: "a@x.test" }, where: "file" });
  assert.deepEqual(profile("p"), { name: "p", baseUrl: JIRA, email: "a@x.test", apiToken: "new-token" });
  assert.deepEqual([notes, keychain.calls], [[], []]);
});

Deno.test("saveToken() says in the file that a token is kept there where a username would lead to the keychain", async () => {
  const { keep, profile } = machine();
  await keep({ where: "file" });
  assert.deepEqual(profile("dc"), { ...DC, apiToken: "new-token", tokenStore: "file" });
});

const NAMES: readonly {
  readonly name: string;
  readonly who: Partial<Profile>;
  readonly account?: string;
  readonly item: string;
  readonly recorded?: string;
}[] = [
  { name: "its username", who: { username: "u", email: "a@x.test" }, account: "s", item: "u" },
  { name: "its email", who: { email: "a@x.test" }, account: "s", item: "a@x.test" },
  { name: "the name that the server knows", who: {}, account: "s", item: "s", recorded: "s" },
  { name: "the account that it had", who: { keychainAccount: "k" }, item: "k", recorded: "k" },
  { name: "its username again, when that is free", who: { username: "u", keychainAccount: "k" }, item: "u" },
];

for (const { name, who, account, item, recorded } of NAMES) {
  Deno.test(`saveToken() keeps a token under ${name}`, async () => {
    const { keep, keychain, profile } = machine();
    await keep({ profile: { name: "p", baseUrl: JIRA, ...who }, account });
    assert.deepEqual([...keychain.items.keys()], [item]);
    assert.equal(profile("p")?.["keychainAccount"], recorded);
    assert.equal(profile("p")?.["tokenStore"], "keychain");
  });
}

Deno.test("saveToken() asks for a name if there is none to store a token under", async () => {
  const { keep, keychain, profile } = machine();
  const error = await failsWith(keep({ profile: { name: "p", baseUrl: JIRA } }), "usage");
  assert.match(adviceOn(error), /--username NAME/);
  assert.deepEqual([profile("p"), keychain.calls], [undefined, []]);
});

Deno.test("saveToken() forgets where a token came from before", async () => {
  const from: Profile = {
    ...DC,
    tokenCommand: ["pass"],
    tokenEnv: "ATLCLI_X",
    apiToken: new Secret("old-token"),
    tokenStore: "command",
  };
  for (const where of ["file", "keychain"] as const) {
    const { keep, profile, disk } = machine();
    await keep({ profile: from, where });
    const { tokenCommand, tokenEnv, tokenStore } = profile("dc") ?? {};
    assert.deepEqual([tokenCommand, tokenEnv, tokenStore], [undefined, undefined, where]);
    assert.ok(!disk().includes("old-token"));
  }
});

Deno.test("saveToken() replaces a profile's own item", async () => {
  const { keep, items } = machine({ dc: inKeychain() }, { myuser: { secret: "old-token", site: JIRA } });
  assert.deepEqual((await keep()).notes, []);
  assert.deepEqual(items(), [`myuser: new-token for ${JIRA}`]);
});

Deno.test("saveToken() replaces the item that a profile had for another site", async () => {
  const { keep, items, profile } = machine(
    { dc: inKeychain({ baseUrl: OTHER }) },
    { myuser: { secret: "old-token", site: OTHER } },
  );
  await keep();
  assert.deepEqual(items(), [`myuser: new-token for ${JIRA}`]);
  assert.equal(profile("dc")?.["baseUrl"], JIRA);
});

Deno.test("saveToken() moves a token from the file to the keychain: no copy stays, not even in the backup", async () => {
  const { keep, items, profile, disk } = machine({
    dc: { ...IN_FILE, username: "myuser", tokenStore: "file" },
  });
  await keep({ token: "old-token" });
  assert.deepEqual(items(), [`myuser: old-token for ${JIRA}`]);
  assert.equal(profile("dc")?.["tokenStore"], "keychain");
  assert.ok(!disk().includes("old-token"), disk());
  assert.match(disk(), /credentials|profiles/);
});

for (const tokenStore of ["keychain", undefined]) {
  Deno.test(`saveToken() moves a token from the keychain (tokenStore ${tokenStore}) to the file, and removes the item`, async () => {
    const { tokenStore: _, ...bare } = inKeychain();
    const members = tokenStore === undefined ? bare : { ...bare, tokenStore };
    const { keep, items, profile } = machine({ dc: members }, {
      myuser: { secret: "old-token", site: JIRA },
    });
    const { notes } = await keep({ token: "old-token", where: "file" });
    assert.deepEqual(items(), []);
    assert.deepEqual(notes, ["Removed the keychain item atlcli/myuser"]);
    assert.equal(profile("dc")?.["apiToken"], "old-token");
    assert.equal(profile("dc")?.["keychainAccount"], undefined);
  });
}

Deno.test("saveToken() moves a token there and back again without a trace", async () => {
  const { keep, items, profile, disk } = machine({ dc: IN_FILE });
  await keep();
  await keep({ where: "file" });
  await keep();
  assert.deepEqual(items(), [`myuser: new-token for ${JIRA}`]);
  assert.deepEqual(profile("dc"), { name: "dc", ...inKeychain() });
  assert.ok(!/old-token|new-token/.test(disk()), disk());
});

Deno.test("saveToken() removes the item of the account that a profile had before", async () => {
  const { keep, items } = machine(
    { dc: inKeychain({ username: "before" }) },
    { before: { secret: "old-token", site: JIRA }, bystander: { secret: "x", site: JIRA } },
  );
  const { notes } = await keep();
  assert.deepEqual(items(), [`bystander: x for ${JIRA}`, `myuser: new-token for ${JIRA}`]);
  assert.deepEqual(notes, ["Removed the keychain item atlcli/before"]);
});

Deno.test("saveToken() leaves the old item to another profile that uses it, and says so", async () => {
  const { keep, items } = machine(
    { dc: inKeychain(), twin: inKeychain() },
    { myuser: { secret: "shared", site: JIRA } },
  );
  const { notes } = await keep({ where: "file" });
  assert.deepEqual(items(), [`myuser: shared for ${JIRA}`]);
  assert.deepEqual(notes, ['The keychain item atlcli/myuser was kept: "twin" uses it too']);
});

Deno.test("saveToken() touches no keychain for a profile that never had anything there", async () => {
  const { keep, keychain, profile } = machine({
    p: { baseUrl: JIRA, email: "a@x.test", apiToken: "old-token" },
  });
  await keep({ profile: { name: "p", baseUrl: JIRA, email: "a@x.test" }, where: "file" });
  assert.deepEqual(keychain.calls, []);
  assert.equal(profile("p")?.["apiToken"], "new-token");
});

Deno.test("saveToken() removes the old token from the backup when the file's token is replaced", async () => {
  const { keep, disk } = machine({ dc: IN_FILE });
  await keep({ where: "file" });
  assert.ok(!disk().includes("old-token"));
  assert.ok(disk().includes("new-token"));
});

const FAULTS: readonly KeychainErrorCode[] = [
  "keychain-unavailable",
  "keychain-locked",
  "keychain-denied",
  "keychain-timeout",
  "keychain-failed",
];

for (const fault of FAULTS) {
  for (const method of ["look", "set"] as const) {
    Deno.test(`saveToken() saves nothing, and nothing in plain text, when the keychain says ${fault} to ${method}`, async () => {
      const { keep, failNext, disk, items } = machine({ dc: IN_FILE });
      const before = disk();
      failNext(method, fault);
      await failsWith(keep(), fault);
      assert.equal(disk(), before);
      assert.deepEqual(items(), []);
    });
  }
}

Deno.test("saveToken() saves nothing when the token is too large for the keychain", async () => {
  const { keep, disk, items } = machine();
  await failsWith(keep({ token: "x".repeat(2561) }), "keychain-too-large");
  assert.deepEqual([disk(), items()], ["", []]);
});

for (const method of ["look", "delete"] as const) {
  Deno.test(`saveToken() keeps the new token and says it when the old item cannot be removed (${method})`, async () => {
    const { keep, failNext, items, profile } = machine(
      { dc: inKeychain() },
      { myuser: { secret: "old-token", site: JIRA } },
    );
    failNext(method, "keychain-locked");
    const { notes } = await keep({ where: "file" });
    assert.equal(profile("dc")?.["apiToken"], "new-token");
    assert.deepEqual(items(), [`myuser: old-token for ${JIRA}`]);
    assert.match(notes.join(), /^The old keychain item atlcli\/myuser could not be removed: /);
  });
}

Deno.test("saveToken() leaves an item that no profile refers to, and no profile without its token, when the file cannot be written", async () => {
  const { keep, host, items, profile } = machine({ dc: IN_FILE });
  host.failNext("rename", "full");
  await failsWith(keep(), "credentials-file");
  assert.deepEqual(profile("dc"), { name: "dc", ...IN_FILE });
  assert.deepEqual(items(), [`myuser: new-token for ${JIRA}`]);
});

Deno.test("saveToken() does not take a mistake for a keychain that refuses", async () => {
  const { parts } = machine({ dc: inKeychain() });
  const secretStore = { ...parts.secretStore, look: () => Promise.reject(new RangeError("a mistake")) };
  const keeping = {
    profile: DC,
    token: new Secret("t"),
    where: "file",
    mayAdopt: () => Promise.resolve(false),
  } as const;
  await assert.rejects(saveToken({ ...parts, secretStore }, keeping), RangeError);
});

Deno.test("saveToken() keeps members that this version does not know", async () => {
  const { keep, profile } = machine({ dc: { ...IN_FILE, colour: "blue" } });
  await keep();
  assert.equal(profile("dc")?.["colour"], "blue");
});

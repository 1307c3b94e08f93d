import assert from "node:assert/strict";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { FILE, JIRA, machine, PAT, PROFILES, TOKEN } from "./fixture.ts";

const IN_KEYCHAIN = { baseUrl: JIRA, authType: "bearer", username: "myuser", tokenStore: "keychain" };

const oneItem = () => memorySecretStore({ items: { myuser: { secret: PAT, site: JIRA } } });

Deno.test("delete removes a profile entirely, from the backup too", async () => {
  const { run, file, host } = machine({ profiles: PROFILES, active: "dc" });
  const { exit, out, err } = await run("auth delete work");
  assert.equal(exit, 0, err);
  assert.equal(out, "");
  assert.equal(err, 'Deleted profile "work" (https://demo.atlassian.net)\n');
  assert.deepEqual(Object.keys(Object(file()?.["profiles"])), ["dc"]);
  assert.ok(!host.disk.text(`${FILE}.bak`)?.includes(TOKEN), "the backup has the token");
});

Deno.test("delete of the active profile leaves none active, and reports that", async () => {
  const { run, file } = machine({ profiles: PROFILES });
  const { exit, err } = await run("auth delete work");
  assert.equal(exit, 0);
  assert.equal(file()?.["currentProfile"], undefined);
  assert.match(err, /^No profile is active now\. Choose one: atlcli auth switch NAME$/m);
});

Deno.test("delete keeps the keychain item, and reports that", async () => {
  const { run, keychain } = machine({ profiles: { dc: IN_KEYCHAIN }, keychain: oneItem() });
  const { exit, err } = await run("auth delete dc");
  assert.equal(exit, 0);
  assert.match(err, /^The keychain item atlcli\/myuser, if it exists, was not changed$/m);
  assert.equal(keychain.items.size, 1);
  assert.deepEqual(keychain.calls, [], "the keychain was asked");
});

Deno.test("delete --delete-keychain removes the keychain item, too", async () => {
  const { run, keychain } = machine({ profiles: { dc: IN_KEYCHAIN }, keychain: oneItem() });
  const { exit, err } = await run("auth delete dc --delete-keychain");
  assert.equal(exit, 0);
  assert.match(err, /^Removed the keychain item atlcli\/myuser$/m);
  assert.equal(keychain.items.size, 0);
});

Deno.test("delete --delete-keychain keeps an item that another profile uses", async () => {
  const profiles = { dc: IN_KEYCHAIN, twin: IN_KEYCHAIN };
  const { run, keychain } = machine({ profiles, keychain: oneItem() });
  const { err } = await run("auth delete dc --delete-keychain");
  assert.match(err, /was kept: "twin" uses it too$/m);
  assert.equal(keychain.items.size, 1);
});

Deno.test("delete --delete-keychain keeps an item of another site", async () => {
  const keychain = memorySecretStore({ items: { myuser: { secret: PAT, site: "https://other.test" } } });
  const { run } = machine({ profiles: { dc: IN_KEYCHAIN }, keychain });
  const { exit, err } = await run("auth delete dc --delete-keychain");
  assert.equal(exit, 0);
  assert.match(err, /was kept: it belongs to https:\/\/other\.test$/m);
  assert.equal(keychain.items.size, 1);
});

Deno.test("delete --delete-keychain changes nothing if the keychain refuses", async () => {
  const keychain = oneItem();
  keychain.fault = "keychain-denied";
  const { run, host } = machine({ profiles: { dc: IN_KEYCHAIN }, keychain });
  const before = host.disk.text(FILE);
  assert.equal((await run("auth delete dc --delete-keychain")).exit, 8);
  assert.equal(host.disk.text(FILE), before);
});

Deno.test("delete of a profile that does not exist names the nearest one", async () => {
  const { exit, err } = await machine({ profiles: PROFILES }).run("auth delete wrok");
  assert.equal(exit, 4);
  assert.match(err, /^Error: There is no profile "wrok"\n {2}- Did you mean "work"\?$/m);
});

Deno.test("delete requires a name: it never selects the active profile", async () => {
  const { run, file } = machine({ profiles: PROFILES });
  const { exit, err } = await run("auth delete");
  assert.equal(exit, 2);
  assert.match(err, /^Error: Missing required argument "profile"$/m);
  assert.deepEqual(Object.keys(Object(file()?.["profiles"])), ["work", "dc"]);
});

Deno.test("delete --json prints one object", async () => {
  const { json } = await machine({ profiles: PROFILES, active: "dc" }).run("auth delete work --json");
  assert.deepEqual(json(), { profile: "work", site: "https://demo.atlassian.net", notes: [] });
});

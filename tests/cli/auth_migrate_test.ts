import assert from "node:assert/strict";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { CLOUD, FILE, JIRA, machine, MIA, PAT, PROFILES, TOKEN } from "./fixture.ts";

Deno.test("migrate moves the active profile's token to the keychain, with its site", async () => {
  const { run, keychain, profile, host } = machine({ profiles: PROFILES });
  const { exit, err } = await run("auth migrate");
  assert.equal(exit, 0, err);
  assert.equal(err, `The token of profile "work" is in the keychain (atlcli/${MIA})\n`);
  const item = keychain.items.get(MIA);
  assert.deepEqual([item?.secret.reveal(), item?.site], [TOKEN, CLOUD]);
  const { apiToken, tokenStore } = profile("work");
  assert.deepEqual({ apiToken, tokenStore }, { apiToken: undefined, tokenStore: "keychain" });
  assert.ok(!host.disk.text(`${FILE}.bak`)?.includes(TOKEN), "the backup has the token");
});

Deno.test("migrate --storage file moves it back, and takes it out of the keychain", async () => {
  const { run, keychain, profile } = machine({ profiles: PROFILES });
  await run("auth migrate work");
  const { exit, err } = await run("auth migrate work --storage file");
  assert.equal(exit, 0, err);
  assert.match(err, /credentials\.json, in plain text$/m);
  assert.equal(profile("work")["apiToken"], TOKEN);
  assert.equal(keychain.items.size, 0);
});

Deno.test("migrate keeps a PAT under the name that is given", async () => {
  const { run, keychain } = machine({ profiles: PROFILES });
  const { exit, err } = await run("auth migrate dc --username mia.mueller");
  assert.equal(exit, 0, err);
  assert.equal(keychain.items.get("mia.mueller")?.site, JIRA);
  assert.equal((await run("auth status --profile dc")).exit, 0);
});

Deno.test("migrate names the option if it has no name for the item", async () => {
  const { run, host } = machine({ profiles: PROFILES });
  const before = host.disk.text(FILE);
  const { exit, err } = await run("auth migrate dc");
  assert.equal(exit, 2);
  assert.match(err, /needs a name to be kept under\n {2}- Give it: --username NAME$/m);
  assert.equal(host.disk.text(FILE), before);
});

Deno.test("migrate loses nothing if the keychain refuses", async () => {
  const keychain = memorySecretStore({ fault: "keychain-unavailable" });
  const { run, host } = machine({ profiles: PROFILES, keychain });
  const before = host.disk.text(FILE);
  assert.equal((await run("auth migrate")).exit, 8);
  assert.equal(host.disk.text(FILE), before);
});

Deno.test("migrate never takes over a manually added item", async () => {
  const keychain = memorySecretStore({ items: { [MIA]: { secret: "theirs" } } });
  const { run, profile } = machine({ profiles: PROFILES, keychain });
  const { exit, err } = await run("auth migrate");
  assert.equal(exit, 4);
  assert.match(err, /was added manually/);
  assert.equal(keychain.items.get(MIA)?.secret.reveal(), "theirs");
  assert.equal(profile("work")["apiToken"], TOKEN);
});

Deno.test("migrate twice is no error", async () => {
  const { run, keychain } = machine({ profiles: PROFILES });
  await run("auth migrate");
  const { exit, err } = await run("auth migrate");
  assert.equal(exit, 0, err);
  assert.equal(keychain.items.get(MIA)?.secret.reveal(), TOKEN);
});

Deno.test("migrate moves the stored token, and never the environment's", async () => {
  const { run, keychain } = machine({ profiles: PROFILES, env: { ATLCLI_API_TOKEN: "of-the-environment" } });
  const { exit, err } = await run("auth migrate work");
  assert.equal(exit, 0, err);
  assert.equal(keychain.items.get(MIA)?.secret.reveal(), TOKEN);
});

Deno.test("migrate of a profile that stores no token says how to store one", async () => {
  const profiles = { ci: { baseUrl: CLOUD, email: MIA, tokenStore: "env", tokenEnv: "ATLCLI_CI_TOKEN" } };
  const { run } = machine({ profiles, env: { ATLCLI_CI_TOKEN: PAT } });
  const { exit, err } = await run("auth migrate");
  assert.equal(exit, 4);
  assert.match(err, /^Error: Profile "ci" stores no token: it comes from .*ATLCLI_CI_TOKEN/m);
  assert.match(err, /atlcli auth login --profile ci --storage keychain --token -$/m);
});

Deno.test("migrate --json prints one object", async () => {
  const { json } = await machine({ profiles: PROFILES }).run("auth migrate --json");
  assert.deepEqual(json(), { profile: "work", tokenStore: "keychain", notes: [] });
});

import assert from "node:assert/strict";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { CLOUD, FILE, JIRA, machine, MIA, PAT, PROFILES, TOKEN } from "./fixture.ts";

const IN_KEYCHAIN = {
  baseUrl: JIRA,
  authType: "bearer",
  username: "myuser",
  tokenStore: "keychain",
  deployment: "data-center",
  product: "jira",
};

const oneItem = () => memorySecretStore({ items: { myuser: { secret: PAT, site: JIRA } } });

Deno.test("logout clears the active profile's token, and keeps the profile", async () => {
  const { run, profile, file, host } = machine({ profiles: PROFILES });
  const { exit, out, err } = await run("auth logout");
  assert.equal(exit, 0);
  assert.equal(out, "");
  assert.equal(err, `Logged out of profile "work" (${CLOUD})\n`);
  const { baseUrl, email, apiToken } = profile("work");
  assert.deepEqual({ baseUrl, email, apiToken }, { baseUrl: CLOUD, email: MIA, apiToken: undefined });
  assert.equal(file()?.["currentProfile"], "work");
  assert.ok(!host.disk.text(`${FILE}.bak`)?.includes(TOKEN), "the backup has the token");
});

Deno.test("logout clears the token of the profile that is named", async () => {
  const { run, profile } = machine({ profiles: PROFILES });
  await run("auth logout dc");
  assert.equal(profile("dc")["apiToken"], undefined);
  assert.equal(profile("work")["apiToken"], TOKEN);
});

Deno.test("logout means the profile of --profile and of ATLCLI_PROFILE", async () => {
  const { run, profile } = machine({ profiles: PROFILES, env: { ATLCLI_PROFILE: "dc" } });
  await run("auth logout");
  assert.equal(profile("dc")["apiToken"], undefined);
  await run("auth logout --profile work");
  assert.equal(profile("work")["apiToken"], undefined);
});

for (const command of ["logout", "migrate --storage file"]) {
  Deno.test(`${command} takes no profile from a folder, and asks to name it`, async () => {
    const { run, host } = machine({ profiles: PROFILES, files: { "/home/me/.atlcli-profile": "dc\n" } });
    const before = host.disk.text(FILE);
    const { exit, err } = await run(`auth ${command}`);
    assert.equal(exit, 2);
    assert.equal(
      err,
      'Error: "/home/me/.atlcli-profile" cannot choose the profile of this command\n' +
        `  - Name the profile: atlcli auth ${command.split(" ")[0]} dc\n`,
    );
    assert.equal(host.disk.text(FILE), before);
    for (const named of [`auth ${command} --profile dc`, `auth ${command} dc`]) {
      assert.equal((await run(named)).exit, 0);
    }
  });
}

Deno.test("logout means the profile of ATLCLI_SITE, whichever is active", async () => {
  const env = { ATLCLI_SITE: JIRA };
  const { run, profile } = machine({ profiles: PROFILES, env: { ...env, ATLCLI_PROFILE: "dc" } });
  assert.equal((await run("auth logout")).exit, 0);
  assert.equal(profile("dc")["apiToken"], undefined);
  const other = await machine({ profiles: PROFILES, env }).run("auth logout");
  assert.equal(other.exit, 4);
  assert.match(other.err, /^Error: No profile is in use: ATLCLI_SITE names https:\/\/jira/);
});

Deno.test("logout deletes the keychain item, and reports that", async () => {
  const { run, keychain, profile } = machine({ profiles: { dc: IN_KEYCHAIN }, keychain: oneItem() });
  const { exit, err } = await run("auth logout");
  assert.equal(exit, 0);
  assert.match(err, /^Removed the keychain item atlcli\/myuser$/m);
  assert.equal(keychain.items.size, 0);
  assert.equal(profile("dc")["username"], "myuser");
});

Deno.test("logout keeps an item that another profile uses, and names that one", async () => {
  const profiles = { dc: IN_KEYCHAIN, twin: IN_KEYCHAIN };
  const { run, keychain } = machine({ profiles, keychain: oneItem() });
  const { exit, err } = await run("auth logout dc");
  assert.equal(exit, 0);
  assert.match(err, /^The keychain item atlcli\/myuser was kept: "twin" uses it too$/m);
  assert.equal(keychain.items.size, 1);
});

Deno.test("logout changes nothing if the keychain refuses", async () => {
  const keychain = oneItem();
  keychain.fault = "keychain-locked";
  const { run, host } = machine({ profiles: { dc: IN_KEYCHAIN }, keychain });
  const before = host.disk.text(FILE);
  assert.equal((await run("auth logout")).exit, 8);
  assert.equal(host.disk.text(FILE), before);
});

Deno.test("logout never asks", async () => {
  const { run } = machine({ profiles: PROFILES });
  const { exit, terminal } = await run("auth logout", { isTerminal: true });
  assert.deepEqual([exit, terminal.opened], [0, false]);
});

Deno.test("after logout, login signs in again without asking for the email", async () => {
  const { run } = machine({ profiles: PROFILES });
  await run("auth logout");
  const again = await run(`auth login --profile work --site ${CLOUD} --token -`, { stdin: TOKEN });
  assert.equal(again.exit, 0, again.err);
  assert.equal((await run("auth status")).exit, 0);
});

Deno.test("logout reports a remaining source of a token", async () => {
  const profiles = { ci: { baseUrl: CLOUD, email: MIA, tokenStore: "env", tokenEnv: "ATLCLI_CI_TOKEN" } };
  const { exit, err } = await machine({ profiles }).run("auth logout");
  assert.equal(exit, 0);
  assert.match(err, /^Warning: Its token comes from ATLCLI_CI_TOKEN, which still holds it$/m);
});

Deno.test("logout ends with 4 for an unknown profile, and without an active one", async () => {
  const wrong = await machine({ profiles: PROFILES }).run("auth logout wrok");
  assert.equal(wrong.exit, 4);
  assert.match(wrong.err, /Did you mean "work"\?/);
  const none = await machine({ profiles: PROFILES, active: null }).run("auth logout");
  assert.equal(none.exit, 4);
  assert.match(none.err, /^Error: No profile is active\n {2}- Name one: see `atlcli auth list`$/m);
});

Deno.test("logout --json prints one object", async () => {
  const { json } = await machine({ profiles: { dc: IN_KEYCHAIN }, keychain: oneItem() })
    .run("auth logout --json");
  assert.deepEqual(json(), {
    profile: "dc",
    site: JIRA,
    notes: ["Removed the keychain item atlcli/myuser"],
  });
});

import assert from "node:assert/strict";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { CLOUD, JIRA, machine, MIA, PAT, TOKEN } from "./fixture.ts";

const WITH_TOKEN = `auth login --bearer --site ${JIRA} --username myuser --token -`;
const WITHOUT_TOKEN = `auth login --bearer --site ${JIRA} --username myuser`;

Deno.test("login --username stores the token in the keychain, with its site, and not in the file", async () => {
  const { run, keychain, profile, host } = machine();
  const { exit, err } = await run(WITH_TOKEN, { stdin: PAT });
  assert.equal(exit, 0, err);
  const item = keychain.items.get("myuser");
  assert.deepEqual([item?.secret.reveal(), item?.site], [PAT, JIRA]);
  const { username, tokenStore, apiToken } = profile("default");
  assert.deepEqual({ username, tokenStore, apiToken }, {
    username: "myuser",
    tokenStore: "keychain",
    apiToken: undefined,
  });
  assert.match(err, /^The token is in the keychain$/m);
  assert.ok(host.disk.paths().every((path) => !host.disk.text(path)?.includes(PAT)));
});

Deno.test("login --username without a token uses the one in the keychain", async () => {
  const { run, received, keychain } = machine();
  await run(WITH_TOKEN, { stdin: PAT });
  const { exit, err } = await run(WITHOUT_TOKEN);
  assert.equal(exit, 0, err);
  assert.match(err, /^Using the token of the keychain item atlcli\/myuser\.$/m);
  assert.match(received().at(-1) ?? "", /myself as jira-valid/);
  assert.equal(keychain.items.size, 1);
});

Deno.test("login refuses a manually added item, and names the option that takes it over", async () => {
  const keychain = memorySecretStore({ items: { myuser: { secret: PAT } } });
  const { run, file, received } = machine({ keychain });
  const { exit, err } = await run(WITHOUT_TOKEN);
  assert.equal(exit, 4);
  assert.match(err, /^Error: The keychain item atlcli\/myuser was added manually/m);
  assert.match(err, /take it over: --adopt-keychain-item$/m);
  assert.equal(file(), undefined);
  assert.ok(received().every((request) => request.endsWith("as anonymous")));
});

Deno.test("login --adopt-keychain-item takes over an item, and binds it to the site", async () => {
  const keychain = memorySecretStore({ items: { myuser: { secret: PAT } } });
  const { exit, err } = await machine({ keychain }).run(`${WITHOUT_TOKEN} --adopt-keychain-item`);
  assert.equal(exit, 0, err);
  assert.equal(keychain.items.get("myuser")?.site, JIRA);
});

Deno.test("login asks on a terminal before it takes an item over", async () => {
  const keychain = memorySecretStore({ items: { myuser: { secret: PAT } } });
  const { exit, err, terminal } = await machine({ keychain }).run(WITHOUT_TOKEN, {
    isTerminal: true,
    answers: [true],
  });
  assert.equal(exit, 0, err);
  assert.equal(terminal.asked.length, 1, "it was asked once");
  assert.match(terminal.asked[0] ?? "", /^confirm: .*atlcli\/myuser .*https:\/\/jira\.demo\.test\/jira/);
});

Deno.test("login leaves an item unchanged if the user refuses", async () => {
  const keychain = memorySecretStore({ items: { myuser: { secret: PAT } } });
  const { run, file } = machine({ keychain });
  const { exit } = await run(WITHOUT_TOKEN, { isTerminal: true, answers: [false] });
  assert.equal(exit, 4);
  assert.equal(keychain.items.get("myuser")?.site, undefined);
  assert.equal(file(), undefined);
});

Deno.test("login asks before a given token replaces a manually added item, and names it", async () => {
  const keychain = memorySecretStore({ items: { myuser: { secret: "theirs" } } });
  const { run } = machine({ keychain });
  const { exit, terminal } = await run(WITH_TOKEN.replace(" --token -", ` --token ${PAT}`), {
    isTerminal: true,
    answers: [false],
  });
  assert.equal(exit, 4);
  assert.match(terminal.asked.join(), /atlcli\/myuser/);
  assert.equal(keychain.items.get("myuser")?.secret.reveal(), "theirs");
});

Deno.test("login names the item it asks about, also when its account is the email", async () => {
  const keychain = memorySecretStore({ items: { [MIA]: { secret: "theirs" } } });
  const { run } = machine({ keychain });
  const line = `auth login --site ${CLOUD} --email ${MIA} --storage keychain --token ${TOKEN}`;
  const { terminal } = await run(line, { isTerminal: true, answers: [true] });
  assert.match(terminal.asked.join(), /atlcli\/mia\.mueller@sandbox\.example /);
});

Deno.test("login never sends a keychain's token to another site than its own", async () => {
  const keychain = memorySecretStore({ items: { myuser: { secret: PAT, site: "https://other.test" } } });
  const { run, file, received } = machine({ keychain });
  const { exit, err } = await run(WITHOUT_TOKEN);
  assert.equal(exit, 4);
  assert.match(err, /^Error: The keychain item atlcli\/myuser belongs to https:\/\/other\.test, not to /m);
  assert.equal(file(), undefined);
  assert.ok(received().every((request) => request.endsWith("as anonymous")));
});

Deno.test("login stores a token in addition to the one of another site's profile", async () => {
  const other = { baseUrl: "https://other.test", authType: "bearer", username: "myuser" };
  const keychain = memorySecretStore({ items: { myuser: { secret: "theirs", site: "https://other.test" } } });
  const { run, profile } = machine({ keychain, profiles: { other } });
  const { exit, err } = await run(`${WITH_TOKEN} --profile dc`, { stdin: PAT });
  assert.equal(exit, 0, err);
  assert.equal(profile("dc")["keychainAccount"], "myuser@jira.demo.test/jira");
  assert.match(err, /this token is kept as atlcli\/myuser@jira\.demo\.test\/jira$/m);
  assert.equal(keychain.items.get("myuser")?.secret.reveal(), "theirs");
  const searched = await run("jira search --profile dc --limit 1");
  assert.equal(searched.exit, 0, searched.err);
});

Deno.test("login saves nothing if the keychain refuses, and names the option for plain text", async () => {
  const keychain = memorySecretStore({ fault: "keychain-locked" });
  const { run, file } = machine({ keychain });
  const { exit, err } = await run(WITH_TOKEN, { stdin: PAT });
  assert.equal(exit, 8);
  assert.match(err, /^Error: The keychain cannot be used \(keychain-locked\)$/m);
  assert.equal(file(), undefined);
});

Deno.test("login --storage file stores the token in the file despite a username", async () => {
  const { run, profile, keychain } = machine();
  const { exit, err } = await run(`${WITH_TOKEN} --storage file`, { stdin: PAT });
  assert.equal(exit, 0, err);
  const { tokenStore, apiToken } = profile("default");
  assert.deepEqual({ tokenStore, apiToken }, { tokenStore: "file", apiToken: PAT });
  assert.deepEqual(keychain.calls, [], "the keychain was asked");
});

Deno.test("login --storage keychain keeps a Cloud token under the email", async () => {
  const { run, keychain, profile } = machine();
  const line = `auth login --site ${CLOUD} --email ${MIA} --storage keychain --token -`;
  const { exit, err } = await run(line, { stdin: TOKEN });
  assert.equal(exit, 0, err);
  assert.equal(keychain.items.get(MIA)?.site, CLOUD);
  assert.equal(profile("default")["apiToken"], undefined);
});

Deno.test("login --storage keychain keeps a PAT under the name that the server knows", async () => {
  const { run, keychain, profile } = machine();
  const line = `auth login --site ${JIRA} --storage keychain --token -`;
  const { exit, err } = await run(line, { stdin: PAT });
  assert.equal(exit, 0, err);
  assert.equal(keychain.items.get("mia.mueller")?.site, JIRA);
  assert.equal(profile("default")["keychainAccount"], "mia.mueller");
});

Deno.test("login to another site removes the keychain item of the site before", async () => {
  const { run, keychain } = machine();
  await run(WITH_TOKEN, { stdin: PAT });
  const line = `auth login --profile default --site ${CLOUD} --email ${MIA} --token -`;
  const { exit, err } = await run(line, { stdin: TOKEN });
  assert.equal(exit, 0, err);
  assert.match(err, /^Removed the keychain item atlcli\/myuser$/m);
  assert.equal(keychain.items.size, 0);
});

Deno.test("login with a new token replaces the one in the keychain, and stays there", async () => {
  const { run, keychain, profile } = machine();
  await run(WITH_TOKEN, { stdin: PAT });
  const { exit, err } = await run(`auth login --site ${JIRA} --token - --no-verify`, { stdin: "renewed" });
  assert.equal(exit, 0, err);
  assert.equal(keychain.items.get("myuser")?.secret.reveal(), "renewed");
  assert.equal(profile("default")["apiToken"], undefined);
});

import assert from "node:assert/strict";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { FILE, JIRA, machine, PAT, PROFILES, TOKEN } from "./fixture.ts";

Deno.test("rename renames a profile, which stays active and keeps its place and its token", async () => {
  const { run, file, profile } = machine({ profiles: PROFILES });
  const { exit, err } = await run("auth rename work office");
  assert.equal(exit, 0, err);
  assert.equal(err, 'Renamed profile "work" to "office"\n');
  assert.equal(file()?.["currentProfile"], "office");
  assert.deepEqual(Object.keys(Object(file()?.["profiles"])), ["office", "dc"]);
  assert.equal(profile("office")["apiToken"], TOKEN);
});

Deno.test("rename does not change which profile is active", async () => {
  const { run, file } = machine({ profiles: PROFILES });
  await run("auth rename dc server");
  assert.equal(file()?.["currentProfile"], "work");
});

Deno.test("rename keeps the way to a token in the keychain", async () => {
  const profiles = {
    dc: { baseUrl: JIRA, authType: "bearer", username: "myuser", tokenStore: "keychain", product: "jira" },
  };
  const keychain = memorySecretStore({ items: { myuser: { secret: PAT, site: JIRA } } });
  const { run } = machine({ profiles, keychain });
  await run("auth rename dc server");
  const { exit, err } = await run("auth status");
  assert.equal(exit, 0, err);
});

const REFUSED: readonly (readonly [string, number, RegExp])[] = [
  ["auth rename work dc", 1, /^Error: Profile "dc" already exists\n {2}- .*atlcli auth delete dc$/m],
  ["auth rename wrok office", 4, /^Error: There is no profile "wrok"\n {2}- Did you mean "work"\?$/m],
  ["auth rename work a/b", 2, /^Error: A profile cannot be named "a\/b"\n {2}- A profile's name is 1 to 64/m],
  ["auth rename work __proto__", 2, /^Error: A profile cannot be named "__proto__"$/m],
  ["auth rename work", 2, /^Error: Missing required argument "new-name"$/m],
];

for (const [line, code, message] of REFUSED) {
  Deno.test(`rename changes nothing when it ends with ${code}: ${line}`, async () => {
    const { run, host } = machine({ profiles: PROFILES });
    const before = host.disk.text(FILE);
    const { exit, err } = await run(line);
    assert.equal(exit, code);
    assert.match(err, message);
    assert.equal(host.disk.text(FILE), before);
  });
}

Deno.test("rename --json prints one object", async () => {
  const { json } = await machine({ profiles: PROFILES }).run("auth rename work office --json");
  assert.deepEqual(json(), { from: "work", to: "office" });
});

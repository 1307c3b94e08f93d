import assert from "node:assert/strict";
import { FILE, JIRA, machine, PROFILES } from "./fixture.ts";

Deno.test("switch makes a profile the active one", async () => {
  const { run, file } = machine({ profiles: PROFILES });
  const { exit, out, err } = await run("auth switch dc");
  assert.equal(exit, 0);
  assert.equal(out, "");
  assert.equal(err, `Active profile: dc (${JIRA})\n`);
  assert.equal(file()?.["currentProfile"], "dc");
});

Deno.test("switch to the active profile changes nothing", async () => {
  const { run, host } = machine({ profiles: PROFILES });
  const before = host.disk.text(FILE);
  assert.equal((await run("auth switch work")).exit, 0);
  assert.equal(host.disk.text(FILE), before);
});

Deno.test("switch to a profile that does not exist names the nearest one, and changes nothing", async () => {
  const { run, file } = machine({ profiles: PROFILES });
  const { exit, err } = await run("auth switch wrok");
  assert.equal(exit, 4);
  assert.equal(err, 'Error: There is no profile "wrok"\n  - Did you mean "work"?\n');
  assert.equal(file()?.["currentProfile"], "work");
});

Deno.test("switch --json prints one object", async () => {
  const { exit, json } = await machine({ profiles: PROFILES }).run("auth switch dc --json");
  assert.equal(exit, 0);
  assert.deepEqual(json(), { profile: "dc", active: true, site: JIRA });
});

Deno.test("switch says when a variable wins over the active profile", async () => {
  const { err } = await machine({ profiles: PROFILES, env: { ATLCLI_PROFILE: "work" } }).run(
    "auth switch dc",
  );
  assert.match(err, /ATLCLI_PROFILE/);
});

import assert from "node:assert/strict";
import { CLOUD, FILE, JIRA, machine, type MachineOptions, PROFILES } from "./fixture.ts";

Deno.test("switch makes a profile active", async () => {
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

const WINNERS: Readonly<Record<string, readonly [MachineOptions, warning: string | undefined]>> = {
  "ATLCLI_PROFILE": [
    { env: { ATLCLI_PROFILE: "work" } },
    'ATLCLI_PROFILE chooses profile "work" here, and wins over the active profile',
  ],
  "ATLCLI_PROFILE that names the same profile": [{ env: { ATLCLI_PROFILE: "dc" } }, undefined],
  "ATLCLI_PROFILE that names none": [
    { env: { ATLCLI_PROFILE: "gone" } },
    'There is no profile "gone", which ATLCLI_PROFILE names',
  ],
  "a folder": [
    { files: { "/home/me/.atlcli-profile": "work\n" } },
    '/home/me/.atlcli-profile chooses profile "work" here, and wins over the active profile',
  ],
  "a folder that names the same profile": [{ files: { "/home/me/.atlcli-profile": "dc\n" } }, undefined],
  "ATLCLI_SITE": [
    { env: { ATLCLI_SITE: "https://other.test" } },
    "ATLCLI_SITE chooses https://other.test here, and wins over the active profile",
  ],
  "ATLCLI_SITE with a token, of another profile's site": [
    { env: { ATLCLI_SITE: CLOUD, ATLCLI_API_TOKEN: "t" } },
    'ATLCLI_SITE chooses profile "work" here, and wins over the active profile',
  ],
  "ATLCLI_SITE of the same site": [{ env: { ATLCLI_SITE: JIRA } }, undefined],
  "an environment that says everything": [
    { env: { ATLCLI_SITE: JIRA, ATLCLI_EMAIL: "a@b.test", ATLCLI_API_TOKEN: "t" } },
    `ATLCLI_SITE chooses ${JIRA} here, and wins over the active profile`,
  ],
};

for (const [what, [options, warning]] of Object.entries(WINNERS)) {
  Deno.test(`switch ${warning === undefined ? "says nothing of" : "says what wins:"} ${what}`, async () => {
    const { run, file } = machine({ profiles: PROFILES, ...options });
    const { exit, err } = await run("auth switch dc");
    assert.equal(exit, 0);
    assert.equal(file()?.["currentProfile"], "dc");
    const said = warning === undefined ? "" : `Warning: ${warning}\n`;
    assert.equal(err, `Active profile: dc (${JIRA})\n${said}`);
  });
}

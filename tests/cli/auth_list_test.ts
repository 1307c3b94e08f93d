import assert from "node:assert/strict";
import { CLOUD, FILE, JIRA, machine, MIA, PROFILES } from "./fixture.ts";

Deno.test("list prints the documented columns, in the order of the file", async () => {
  const { exit, out, err } = await machine({ profiles: PROFILES }).run("auth list");
  assert.equal(exit, 0);
  assert.equal(
    out,
    [
      "PROFILE  SITE                         EMAIL                        ACTIVE",
      "work     https://demo.atlassian.net   mia.mueller@sandbox.example  ✓",
      "dc       https://jira.demo.test/jira",
      "",
    ].join("\n"),
  );
  assert.equal(err, "");
});

Deno.test("list shows the username if there is no email", async () => {
  const profiles = { dc: { baseUrl: JIRA, authType: "bearer", username: "myuser" } };
  const { out } = await machine({ profiles }).run("auth list");
  assert.match(out, /^dc +https:\/\/jira\.demo\.test\/jira +myuser +✓$/m);
});

Deno.test("list prints the header and the first step without a profile", async () => {
  const { exit, out, err } = await machine().run("auth list");
  assert.equal(exit, 0);
  assert.equal(out, "PROFILE  SITE  EMAIL  ACTIVE\n");
  assert.equal(err, "No profiles yet. Create one: atlcli auth init\n");
});

Deno.test("list --json prints every profile, and no token", async () => {
  const { exit, json } = await machine({ profiles: PROFILES }).run("auth list --json");
  assert.equal(exit, 0);
  const common = { username: null, tokenStore: null, readOnly: false, tokenExpiresAt: null };
  assert.deepEqual(json(), {
    profiles: [
      {
        ...common,
        name: "work",
        site: CLOUD,
        email: MIA,
        displayName: null,
        authType: "basic",
        deployment: "cloud",
        product: null,
        active: true,
      },
      {
        ...common,
        name: "dc",
        site: JIRA,
        email: null,
        displayName: "Mia Müller",
        authType: "bearer",
        deployment: "data-center",
        product: "jira",
        active: false,
      },
    ],
  });
});

Deno.test("list marks the active profile of the file, regardless of ATLCLI_PROFILE", async () => {
  const { out } = await machine({ profiles: PROFILES, env: { ATLCLI_PROFILE: "dc" } }).run("auth list");
  assert.match(out, /^work .* ✓$/m);
});

Deno.test("list opens no keychain and sends nothing", async () => {
  const { run, keychain, received } = machine({
    profiles: { dc: { baseUrl: JIRA, username: "myuser", tokenStore: "keychain" } },
  });
  await run("auth list");
  assert.deepEqual([keychain.calls, received()], [[], []]);
});

Deno.test("list warns of a file that others can read", async () => {
  const made = machine({ profiles: PROFILES });
  await made.host.files.setMode(FILE, 0o644);
  const { exit, err } = await made.run("auth list");
  assert.equal(exit, 0);
  assert.match(err, /^Warning: .*credentials\.json/m);
});

Deno.test("list shows nothing that steers a terminal", async () => {
  const evil = "\x1b[31mred\x07\u202e";
  const profiles = { work: { baseUrl: CLOUD, email: `${evil}@x.test` } };
  const { out } = await machine({ profiles }).run("auth list");
  assert.match(out, /^work +https:\/\/demo\.atlassian\.net +\[31mred@x\.test +✓$/m);
});

Deno.test("ls is short for list", async () => {
  const { run } = machine({ profiles: PROFILES });
  assert.equal((await run("auth ls")).out, (await run("auth list")).out);
});

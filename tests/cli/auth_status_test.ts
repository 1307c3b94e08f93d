import assert from "node:assert/strict";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { CLOUD, JIRA, machine, MIA, PAT, PROFILES, TOKEN } from "./fixture.ts";

const KEYCHAIN_PROFILE = {
  baseUrl: JIRA,
  authType: "bearer",
  username: "myuser",
  deployment: "data-center",
  tokenStore: "keychain",
};

Deno.test("status prints the four documented lines", async () => {
  const { exit, out } = await machine({ profiles: PROFILES }).run("auth status");
  assert.equal(exit, 0);
  assert.equal(
    out,
    `Profile: work (active)\nSite: ${CLOUD}\nEmail: ${MIA}\nStatus: Authenticated ✓\n`,
  );
});

Deno.test("status names the user for a PAT without an email", async () => {
  const { exit, out } = await machine({ profiles: PROFILES }).run("auth status --profile dc");
  assert.equal(exit, 0);
  assert.equal(
    out,
    `Profile: dc\nSite: ${JIRA}\nUser: Mia Müller (mia.mueller)\nStatus: Authenticated ✓\n`,
  );
});

Deno.test("status prints the source of the token to stderr", async () => {
  const { err } = await machine({ profiles: PROFILES }).run("auth status");
  assert.match(err, /^Token: file credentials\.json$/m);
});

Deno.test("status warns of plain text with a command that moves the token, and then no longer", async () => {
  const { run, keychain, profile } = machine({ profiles: PROFILES });
  const before = await run("auth status");
  const [, command] = /^Warning: .* plain text\. Move it to the keychain: atlcli (.*)$/m.exec(before.err) ??
    [];
  const moved = await run(command ?? "");
  assert.equal(moved.exit, 0, moved.err);
  assert.equal(keychain.items.get(MIA)?.secret.reveal(), TOKEN);
  assert.equal(profile("work")["apiToken"], undefined);
  const after = await run("auth status");
  assert.equal(after.exit, 0, after.err);
  assert.doesNotMatch(after.err, /plain text/);
  assert.match(after.err, /^Token: keychain atlcli\/mia\.mueller@sandbox\.example$/m);
});

Deno.test("the command of the plain-text warning works for a PAT without a username, too", async () => {
  const { run } = machine({ profiles: PROFILES });
  const before = await run("auth status --profile dc");
  const [, command] = /plain text\. Move it to the keychain: atlcli (.*)$/m.exec(before.err) ?? [];
  const moved = await run(command ?? "");
  assert.equal(moved.exit, 0, moved.err);
  const after = await run("auth status --profile dc");
  assert.equal(after.exit, 0, after.err);
  assert.match(after.err, /^Token: keychain /m);
});

Deno.test("status --offline asks no server, and does not claim to have asked", async () => {
  const { run, received } = machine({ profiles: PROFILES });
  const { exit, out } = await run("auth status --offline");
  assert.equal(exit, 0);
  assert.equal(
    out,
    `Profile: work (active)\nSite: ${CLOUD}\nEmail: ${MIA}\nStatus: Stored, not verified (offline)\n`,
  );
  assert.deepEqual(received(), []);
});

Deno.test("status with a refused token ends with 4, and still prints its lines", async () => {
  const profiles = { work: { ...PROFILES["work"], apiToken: "wrong" } };
  const { exit, out, err } = await machine({ profiles }).run("auth status");
  assert.equal(exit, 4);
  assert.match(out, /^Status: Not authenticated ✗$/m);
  assert.match(err, /^Error: Authentication failed \(401\)$/m);
  assert.match(err, /re-initialize: atlcli auth init --profile work$/m);
});

Deno.test("status without a token ends with 4, and shows how to sign in", async () => {
  const profiles = { work: { baseUrl: CLOUD, email: MIA } };
  const { exit, out, err } = await machine({ profiles }).run("auth status");
  assert.equal(exit, 4);
  assert.match(out, /^Status: Not signed in ✗$/m);
  assert.match(err, /^Error: .*\n {2}- .*atlcli auth login/m);
});

Deno.test("status without any profile ends with 4, and shows the first step", async () => {
  const { exit, out, err } = await machine().run("auth status");
  assert.equal(exit, 4);
  assert.equal(out, "");
  assert.match(err, /^Error: .*\n {2}- Sign in: atlcli auth init$/m);
});

Deno.test("status with the environment alone names no profile, and opens no file", async () => {
  const env = { ATLCLI_SITE: CLOUD, ATLCLI_EMAIL: MIA, ATLCLI_API_TOKEN: TOKEN };
  const { exit, out, err } = await machine({ env }).run("auth status");
  assert.equal(exit, 0, err);
  assert.equal(
    out,
    `Profile: none (environment)\nSite: ${CLOUD}\nEmail: ${MIA}\nStatus: Authenticated ✓\n`,
  );
  assert.match(err, /^Token: env ATLCLI_API_TOKEN$/m);
});

Deno.test("status --json prints all of it", async () => {
  const { exit, json } = await machine({ profiles: PROFILES }).run("auth status --json");
  assert.equal(exit, 0);
  assert.deepEqual(json(), {
    profile: "work",
    active: true,
    site: CLOUD,
    deployment: "cloud",
    product: null,
    authType: "basic",
    credential: "api-token",
    email: MIA,
    username: null,
    status: "authenticated",
    authenticated: true,
    identity: {
      product: "jira",
      accountId: "5b10a2844c20165700ede21a",
      displayName: "Mia Müller",
      email: MIA,
    },
    error: null,
    hasEnvToken: false,
    hasKeychainToken: false,
    hasPatInConfig: true,
    plainText: true,
    provenance: {
      profile: "file credentials.json",
      site: "file credentials.json",
      identity: "file credentials.json",
      token: "file credentials.json",
    },
    shadowed: [],
    setAside: [],
    warnings: [],
    readOnly: false,
    tokenExpiresAt: null,
  });
});

Deno.test("status --json reports the available tokens, and the one in use", async () => {
  const keychain = memorySecretStore({ items: { myuser: { secret: PAT, site: JIRA } } });
  const { exit, json } = await machine({
    keychain,
    profiles: { dc: { ...KEYCHAIN_PROFILE, tokenStore: undefined, apiToken: "older" } },
    env: { ATLCLI_API_TOKEN: PAT },
  }).run("auth status --json");
  assert.equal(exit, 0);
  const { hasEnvToken, hasKeychainToken, hasPatInConfig, provenance, shadowed, warnings } = json();
  assert.deepEqual({ hasEnvToken, hasKeychainToken, hasPatInConfig }, {
    hasEnvToken: true,
    hasKeychainToken: true,
    hasPatInConfig: true,
  });
  assert.deepEqual(provenance, {
    profile: "file credentials.json",
    site: "file credentials.json",
    token: "env ATLCLI_API_TOKEN",
  });
  assert.deepEqual(shadowed, ["keychain atlcli/myuser", "file credentials.json"]);
  assert.deepEqual(warnings, [
    'Using the token of ATLCLI_API_TOKEN instead of the one stored for profile "dc"',
  ]);
});

Deno.test("status --json reports what was set aside, and why", async () => {
  const env = { ATLCLI_SITE: JIRA, ATLCLI_API_TOKEN: PAT };
  const { exit, json } = await machine({ profiles: PROFILES, env }).run("auth status --profile work --json");
  assert.equal(exit, 0);
  const why = `belongs to ${JIRA}, and profile "work" is for ${CLOUD}`;
  const { setAside, provenance } = json();
  assert.deepEqual(setAside, [{ what: "env ATLCLI_SITE", why }, { what: "env ATLCLI_API_TOKEN", why }]);
  assert.deepEqual(provenance, {
    profile: "flag --profile",
    site: "file credentials.json",
    identity: "file credentials.json",
    token: "file credentials.json",
  });
});

Deno.test("status --json prints null and the reason if the keychain does not tell", async () => {
  const keychain = memorySecretStore({ fault: "keychain-locked" });
  const { exit, json } = await machine({ keychain, profiles: { dc: KEYCHAIN_PROFILE } })
    .run("auth status --json");
  assert.equal(exit, 8);
  const { hasKeychainToken, keychainReason, authenticated, status } = json();
  assert.deepEqual({ hasKeychainToken, keychainReason, authenticated, status }, {
    hasKeychainToken: null,
    keychainReason: "The keychain cannot be used (keychain-locked)",
    authenticated: null,
    status: "failed",
  });
});

Deno.test("status of an unreachable server does not report a refused token", async () => {
  const made = machine({
    profiles: { work: { ...PROFILES["work"], baseUrl: "https://nobody.atlassian.net" } },
  });
  const text = await made.run("auth status");
  assert.equal(text.exit, 7);
  assert.match(text.out, /^Status: Not verified ✗$/m);
  const { json } = await made.run("auth status --json");
  assert.deepEqual([json()["status"], json()["authenticated"]], ["failed", null]);
});

Deno.test("status --json --offline reports that the server was not asked", async () => {
  const { json } = await machine({ profiles: PROFILES }).run("auth status --json --offline");
  const { status, authenticated, identity } = json();
  assert.deepEqual({ status, authenticated, identity }, {
    status: "stored",
    authenticated: null,
    identity: null,
  });
});

for (const [name, authType] of [["work", "basic"], ["dc", "bearer"]] as const) {
  Deno.test(`status --json reports how a token is sent, even without a token: ${authType}`, async () => {
    const { apiToken: _, ...profile } = PROFILES[name] ?? {};
    const { exit, json } = await machine({ profiles: { [name]: profile } }).run("auth status --json");
    assert.equal(exit, 4);
    const { authType: said, credential, authenticated } = json();
    assert.deepEqual({ said, credential, authenticated }, {
      said: authType,
      credential: null,
      authenticated: false,
    });
  });
}

Deno.test("status --json prints the known values and the error if the check fails", async () => {
  const profiles = { work: { ...PROFILES["work"], apiToken: "wrong" } };
  const { exit, json, error } = await machine({ profiles }).run("auth status --json");
  assert.equal(exit, 4);
  assert.deepEqual([json()["status"], json()["authenticated"]], ["failed", false]);
  assert.equal(error()["code"], "authentication-failed");
  assert.equal(error()["status"], 401);
});

Deno.test("status colours on a terminal and nowhere else", async () => {
  const { run } = machine({ profiles: PROFILES });
  assert.match(
    (await run("auth status", { isTerminal: true })).out,
    /Status: \S+\[32mAuthenticated ✓\S+\[0m$/m,
  );
  assert.ok(!(await run("auth status")).out.includes("\x1b"));
});

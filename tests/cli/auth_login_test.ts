import assert from "node:assert/strict";
import { CLOUD, CONFLUENCE, FILE, JIRA, loginLine, machine, MIA, PAT, PROFILES, TOKEN } from "./fixture.ts";

const LOGIN = `auth login --site ${CLOUD} --email ${MIA} --token -`;

Deno.test("login saves a profile of a Cloud site, with the account's name", async () => {
  const { run, profile, file } = machine();
  const { exit, out, err } = await run(LOGIN, { stdin: TOKEN });
  assert.equal(exit, 0, err);
  assert.equal(out, "", "login has no data for stdout");
  assert.equal(
    err,
    `✓ Signed in to ${CLOUD} as Mia Müller\n` +
      `Saved profile "default" (active) in ${FILE}\n` +
      "The token is stored in that file in plain text. To move it: atlcli auth migrate default --storage keychain\n",
  );
  assert.equal(file()?.["currentProfile"], "default");
  assert.deepEqual(profile("default"), {
    name: "default",
    baseUrl: CLOUD,
    email: MIA,
    apiToken: TOKEN,
    deployment: "cloud",
    accountId: "5b10a2844c20165700ede21a",
    displayName: "Mia Müller",
    verifiedAt: "2026-01-01T00:00:00.000Z",
  });
});

Deno.test("login finds out that a site is Jira Data Center, and saves a bearer profile", async () => {
  const { run, profile, received } = machine();
  const { exit, err } = await run(`auth login --site ${JIRA} --token -`, { stdin: PAT });
  assert.equal(exit, 0, err);
  assert.deepEqual(profile("default"), {
    name: "default",
    baseUrl: JIRA,
    authType: "bearer",
    apiToken: PAT,
    deployment: "data-center",
    product: "jira",
    displayName: "Mia Müller",
    verifiedAt: "2026-01-01T00:00:00.000Z",
  });
  assert.deepEqual(received(), [
    "GET /jira/rest/api/2/serverInfo as anonymous",
    "GET /jira/rest/api/2/myself as jira-valid",
  ]);
});

Deno.test("login finds out that a site is Confluence Data Center", async () => {
  const { run, sandbox, profile } = machine();
  const { line, stdin } = loginLine(sandbox, "confluence-valid");
  const { exit, err } = await run(line, { stdin });
  assert.equal(exit, 0, err);
  const { baseUrl, product, deployment } = profile("default");
  assert.deepEqual({ baseUrl, product, deployment }, {
    baseUrl: CONFLUENCE,
    product: "confluence",
    deployment: "data-center",
  });
});

Deno.test("login --json prints one object", async () => {
  const { run } = machine();
  const { exit, json, err } = await run(`${LOGIN} --json`, { stdin: TOKEN });
  assert.equal(exit, 0, err);
  assert.deepEqual(json(), {
    profile: "default",
    active: true,
    site: CLOUD,
    deployment: "cloud",
    product: null,
    email: MIA,
    username: null,
    verified: true,
    identity: {
      product: "jira",
      displayName: "Mia Müller",
      accountId: "5b10a2844c20165700ede21a",
      email: MIA,
    },
    tokenStore: "file",
    keychainAccount: null,
    tokenExpiresAt: null,
    notes: [],
  });
});

Deno.test("login tries a refused token at the gateway, and saves the URL that works", async () => {
  const { run, sandbox, profile } = machine();
  const { line, stdin } = loginLine(sandbox, "cloud-scoped");
  const { exit, err } = await run(line, { stdin });
  assert.equal(exit, 0, err);
  const { cloudId, apiBaseUrl } = profile("default");
  assert.deepEqual({ cloudId, apiBaseUrl }, {
    cloudId: sandbox.cloudId,
    apiBaseUrl: `https://api.atlassian.com/ex/jira/${sandbox.cloudId}`,
  });
  const searched = await run("jira search --limit 1");
  assert.equal(searched.exit, 0, searched.err);
});

const ASIDE: readonly (readonly [string, Readonly<Record<string, string>>, boolean])[] = [
  ["a token alone", { ATLCLI_API_TOKEN: "theirs" }, true],
  ["an email alone", { ATLCLI_EMAIL: MIA }, true],
  ["neither", {}, false],
];

for (const [name, env, warned] of ASIDE) {
  Deno.test(`login ${warned ? "says" : "does not say"} that it sets ${name} of another site aside`, async () => {
    const { run } = machine({ env: { ATLCLI_SITE: "https://other.atlassian.net", ...env } });
    const { exit, err } = await run(LOGIN, { stdin: TOKEN });
    assert.equal(exit, 0, err);
    assert.equal(/^Warning: Set aside the environment's account and token/m.test(err), warned);
  });
}

Deno.test("login verifies with Confluence an account that has no access to Jira", async () => {
  const { run, sandbox, profile } = machine();
  const { line, stdin } = loginLine(sandbox, "cloud-confluence-only");
  const { exit, err } = await run(line, { stdin });
  assert.equal(exit, 0, err);
  assert.equal(profile("default")["displayName"], "Jörg Weiß");
});

Deno.test("login accepts a token on the command line, with a warning", async () => {
  const { run, profile } = machine();
  const { exit, err } = await run(`auth login --site ${CLOUD} --email ${MIA} --token ${TOKEN}`);
  assert.equal(exit, 0, err);
  assert.match(err, /^Warning: A token on the command line can be seen by other users .*: use --token -$/m);
  assert.equal(profile("default")["apiToken"], TOKEN);
});

Deno.test("login drops the white space around a token from standard input", async () => {
  const { run, profile } = machine();
  const { exit, err } = await run(LOGIN, { stdin: ` ${TOKEN}\r\n\n` });
  assert.equal(exit, 0, err);
  assert.equal(profile("default")["apiToken"], TOKEN);
});

Deno.test("login uses site, email and token from the environment, and reports that", async () => {
  const env = { ATLCLI_SITE: CLOUD, ATLCLI_EMAIL: MIA, ATLCLI_API_TOKEN: TOKEN };
  const { run, profile } = machine({ env });
  const { exit, err } = await run("auth login");
  assert.equal(exit, 0, err);
  assert.match(err, /^Using the token of ATLCLI_API_TOKEN\.$/m);
  assert.equal(profile("default")["apiToken"], TOKEN);
});

Deno.test("login never sends the environment's token to another site than ATLCLI_SITE", async () => {
  const env = { ATLCLI_SITE: CLOUD, ATLCLI_EMAIL: MIA, ATLCLI_API_TOKEN: TOKEN };
  const { run, file, received } = machine({ env });
  const { exit, err } = await run(`auth login --site ${JIRA}`);
  assert.equal(exit, 2);
  assert.match(err, /Set aside the environment's account and token: they belong to https:\/\/demo\./);
  assert.match(err, /^Error: Missing personal access token$/m);
  assert.equal(file(), undefined);
  assert.deepEqual(received(), ["GET /jira/rest/api/2/serverInfo as anonymous"]);
});

Deno.test("login refuses to change the site of a profile that was not named", async () => {
  const { run, profile } = machine({ profiles: { default: PROFILES["work"] ?? {} } });
  const { exit, err } = await run(`auth login --site ${JIRA} --token -`, { stdin: PAT });
  assert.equal(exit, 2);
  assert.match(err, /^Error: Profile "default" is for https:\/\/demo\.atlassian\.net, and this is /m);
  assert.match(err, /--profile NAME$/m);
  assert.equal(profile("default")["baseUrl"], CLOUD);
});

Deno.test("login --profile changes the site of a profile, without keeping its account and token", async () => {
  const { run, profile, host } = machine({ profiles: PROFILES });
  const { exit, err } = await run(`auth login --profile work --site ${JIRA} --token -`, { stdin: PAT });
  assert.equal(exit, 0, err);
  const { baseUrl, email, apiToken } = profile("work");
  assert.deepEqual({ baseUrl, email, apiToken }, { baseUrl: JIRA, email: undefined, apiToken: PAT });
  assert.ok(!host.disk.text(`${FILE}.bak`)?.includes(TOKEN), "the backup has the token that was replaced");
});

Deno.test("login makes the first profile active, and shows how to activate a later one", async () => {
  const { run, file, sandbox } = machine();
  await run(LOGIN, { stdin: TOKEN });
  const { line, stdin } = loginLine(sandbox, "jira-valid");
  const { exit, err } = await run(`${line} --profile dc`, { stdin });
  assert.equal(exit, 0, err);
  assert.equal(file()?.["currentProfile"], "default");
  assert.match(err, /^To make it active: atlcli auth switch dc$/m);
});

Deno.test("login writes the profile that ATLCLI_PROFILE names", async () => {
  const { run, profile } = machine({ env: { ATLCLI_PROFILE: "work" } });
  const { exit, err } = await run(LOGIN, { stdin: TOKEN });
  assert.equal(exit, 0, err);
  assert.equal(profile("work")["baseUrl"], CLOUD);
});

Deno.test("login keeps members that it does not know", async () => {
  const { run, profile } = machine({ profiles: { work: { ...PROFILES["work"], team: ["a", "b"] } } });
  const { exit, err } = await run(`${LOGIN} --profile work`, { stdin: TOKEN });
  assert.equal(exit, 0, err);
  assert.deepEqual(profile("work")["team"], ["a", "b"]);
});

Deno.test("login --no-verify sends nothing, and reports no account", async () => {
  const { run, received, profile } = machine();
  const { exit, err } = await run(`${LOGIN} --no-verify`, { stdin: "whatever" });
  assert.equal(exit, 0, err);
  assert.deepEqual(received(), []);
  assert.match(err, /^Saved without verifying the token with https:\/\/demo\.atlassian\.net\.$/m);
  const { verifiedAt, displayName } = profile("default");
  assert.deepEqual({ verifiedAt, displayName }, { verifiedAt: undefined, displayName: undefined });
});

Deno.test("login --no-verify --bearer assumes Data Center, unless the host is Cloud", async () => {
  const { run, profile } = machine();
  const { exit, err } = await run(`auth login --bearer --site ${JIRA} --token - --no-verify`, { stdin: PAT });
  assert.equal(exit, 0, err);
  const { authType, deployment } = profile("default");
  assert.deepEqual({ authType, deployment }, { authType: "bearer", deployment: "data-center" });
});

Deno.test("login --bearer is refused for a Cloud site", async () => {
  const { run, file } = machine();
  const { exit, err } = await run(`auth login --bearer --site ${CLOUD} --token -`, { stdin: PAT });
  assert.equal(exit, 2);
  assert.match(err, /^Error: https:\/\/demo\.atlassian\.net is Cloud, where --bearer does not work$/m);
  assert.equal(file(), undefined);
});

Deno.test("login refuses --email with --bearer", async () => {
  const line = `auth login --bearer --email ${MIA} --site ${JIRA} --token -`;
  const { exit, err } = await machine().run(line, { stdin: PAT });
  assert.equal(exit, 2);
  assert.match(err, /^Error: --email and --bearer cannot be combined$/m);
});

Deno.test("login ignores an email for a PAT", async () => {
  const { run, profile } = machine();
  const { exit, err } = await run(`auth login --email ${MIA} --site ${JIRA} --token -`, { stdin: PAT });
  assert.equal(exit, 0, err);
  assert.match(err, /^Warning: Set aside --email: .* is Data Center/m);
  assert.equal(profile("default")["email"], undefined);
});

Deno.test("login reports how it normalised the URL", async () => {
  const { run, profile } = machine();
  const line = `auth login --site demo.atlassian.net/wiki/ --email ${MIA} --token -`;
  const { exit, err } = await run(line, { stdin: TOKEN });
  assert.equal(exit, 0, err);
  assert.match(err, /^No scheme given: took https:\/\/demo\.atlassian\.net\.\nDropped "\/wiki\/" from/);
  assert.equal(profile("default")["baseUrl"], CLOUD);
});

Deno.test("login refuses plain http to another machine before anything is sent", async () => {
  const { run, received, file } = machine();
  const { exit, err } = await run(`auth login --site http://jira.demo.test/jira --token -`, { stdin: PAT });
  assert.equal(exit, 2);
  assert.match(err, /^Error: --site: Plain http to "jira\.demo\.test" would expose the token/m);
  assert.match(err, /^ {2}- Use https:\/\/jira\.demo\.test, or say --allow-http/m);
  assert.deepEqual(received(), []);
  assert.equal(file(), undefined);
});

for (const [words, env] of [["--allow-http", {}], ["", { ATLCLI_ALLOW_HTTP: "1" }]] as const) {
  Deno.test(`login keeps that plain http was allowed, by ${words || "ATLCLI_ALLOW_HTTP"}`, async () => {
    const { run, profile, host } = machine({ env });
    const line = `auth login --bearer --site http://jira.demo.test --token - --no-verify ${words}`;
    const { exit, err } = await run(line, { stdin: PAT });
    assert.equal(exit, 0, err);
    const { baseUrl, allowHttp } = profile("default");
    assert.deepEqual({ baseUrl, allowHttp }, { baseUrl: "http://jira.demo.test", allowHttp: true });
    host.setEnv("ATLCLI_ALLOW_HTTP", undefined);
    assert.equal((await run("auth status --offline")).exit, 0);
  });
}

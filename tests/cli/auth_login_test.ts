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
      "The token is in that file, in plain text. To move it: atlcli auth migrate default --storage keychain\n",
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
    "GET /jira/rest/api/2/serverInfo as nobody",
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
    notes: [],
  });
});

Deno.test("login tries a token that the site refused at the gateway, and saves where it works", async () => {
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

Deno.test("login takes Confluence's word for an account that may not use Jira", async () => {
  const { run, sandbox, profile } = machine();
  const { line, stdin } = loginLine(sandbox, "cloud-confluence-only");
  const { exit, err } = await run(line, { stdin });
  assert.equal(exit, 0, err);
  assert.equal(profile("default")["displayName"], "Jörg Weiß");
});

Deno.test("login takes a token on the command line, and says what is better", async () => {
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

Deno.test("login takes site, email and token from the environment, and says so", async () => {
  const env = { ATLCLI_SITE: CLOUD, ATLCLI_EMAIL: MIA, ATLCLI_API_TOKEN: TOKEN };
  const { run, profile } = machine({ env });
  const { exit, err } = await run("auth login");
  assert.equal(exit, 0, err);
  assert.match(err, /^Using the token of ATLCLI_API_TOKEN\.$/m);
  assert.equal(profile("default")["apiToken"], TOKEN);
});

Deno.test("login never takes the environment's token to another site than ATLCLI_SITE", async () => {
  const env = { ATLCLI_SITE: CLOUD, ATLCLI_EMAIL: MIA, ATLCLI_API_TOKEN: TOKEN };
  const { run, file, received } = machine({ env });
  const { exit, err } = await run(`auth login --site ${JIRA}`);
  assert.equal(exit, 2);
  assert.match(err, /Set aside the environment's account and token: they belong to https:\/\/demo\./);
  assert.match(err, /^Error: Missing: the personal access token$/m);
  assert.equal(file(), undefined);
  assert.deepEqual(received(), ["GET /jira/rest/api/2/serverInfo as nobody"]);
});

const MISSING: readonly (readonly [string, RegExp])[] = [
  ["auth login", /^Error: Missing: the site\n {2}- Give it with --site or ATLCLI_SITE/m],
  [
    `auth login --site ${CLOUD}`,
    /^Error: Missing: the email\n {2}- Give it with --email or ATLCLI_EMAIL/m,
  ],
  [
    `auth login --site ${CLOUD} --email ${MIA}`,
    /^Error: Missing: the API token\n {2}- Give it with --token - or ATLCLI_API_TOKEN/m,
  ],
  [
    `auth login --site ${JIRA}`,
    /^Error: Missing: the personal access token\n {2}- Give it with --token - or ATLCLI_API_TOKEN/m,
  ],
  [
    `auth login --site ${JIRA} --username mia`,
    /^Error: Missing: the personal access token \(the keychain has none for "mia"\)$/m,
  ],
];

for (const [line, message] of MISSING) {
  Deno.test(`login names option and variable when nobody can be asked: ${line}`, async () => {
    const { run, file } = machine();
    const { exit, err, terminal } = await run(line);
    assert.equal(exit, 2);
    assert.match(err, message);
    assert.equal(terminal.opened, false);
    assert.equal(file(), undefined);
  });
}

Deno.test("login asks on a terminal for what is missing, and for nothing else", async () => {
  const { run, profile } = machine();
  const { exit, err, terminal } = await run(`auth login --site ${CLOUD}`, {
    isTerminal: true,
    answers: [MIA, TOKEN],
  });
  assert.equal(exit, 0, err);
  assert.deepEqual(terminal.asked, [
    "text: Email of your Atlassian account",
    "secret: API token (it is not shown)",
  ]);
  assert.equal(profile("default")["apiToken"], TOKEN);
});

Deno.test("login asks for nothing that the profile knows but the token", async () => {
  const { run, profile } = machine({ profiles: { work: { baseUrl: CLOUD, email: MIA } } });
  const { exit, err, terminal } = await run(`auth login --profile work --site ${CLOUD}`, {
    isTerminal: true,
    answers: [TOKEN],
  });
  assert.equal(exit, 0, err);
  assert.deepEqual(terminal.asked, ["secret: API token (it is not shown)"]);
  assert.equal(profile("work")["email"], MIA);
});

const NOBODY_THERE = {
  "CI is set": { env: { CI: "true" }, terminal: { isTerminal: true } },
  "standard input is piped": { env: {}, terminal: { isTerminal: true, piped: ["stdin"] } },
  "stderr is piped": { env: {}, terminal: { isTerminal: true, piped: ["stderr"] } },
} as const;

for (const [name, { env, terminal }] of Object.entries(NOBODY_THERE)) {
  Deno.test(`login asks nobody when ${name}`, async () => {
    const ran = await machine({ env }).run(`auth login --site ${CLOUD}`, terminal);
    assert.equal(ran.exit, 2);
    assert.match(ran.err, /nobody can be asked here/);
  });
}

Deno.test("login asks although stdout is piped: prompts are on stderr", async () => {
  const { run } = machine();
  const { exit } = await run(`auth login --site ${CLOUD} --email ${MIA}`, {
    isTerminal: true,
    piped: ["stdout"],
    answers: [TOKEN],
  });
  assert.equal(exit, 0);
});

Deno.test("login that is interrupted at a prompt saves nothing and ends with 130", async () => {
  const { run, file } = machine();
  const { exit, err } = await run(`auth login --site ${CLOUD}`, { isTerminal: true, answers: ["^C"] });
  assert.equal(exit, 130);
  assert.match(err, /Interrupted\n$/);
  assert.equal(file(), undefined);
});

Deno.test("login refuses to turn a profile that was not named to another site", async () => {
  const { run, profile } = machine({ profiles: { default: PROFILES["work"] ?? {} } });
  const { exit, err } = await run(`auth login --site ${JIRA} --token -`, { stdin: PAT });
  assert.equal(exit, 2);
  assert.match(err, /^Error: Profile "default" is for https:\/\/demo\.atlassian\.net, and this is /m);
  assert.match(err, /--profile NAME$/m);
  assert.equal(profile("default")["baseUrl"], CLOUD);
});

Deno.test("login --profile turns a profile to another site, without its account and its token", async () => {
  const { run, profile, host } = machine({ profiles: PROFILES });
  const { exit, err } = await run(`auth login --profile work --site ${JIRA} --token -`, { stdin: PAT });
  assert.equal(exit, 0, err);
  const { baseUrl, email, apiToken } = profile("work");
  assert.deepEqual({ baseUrl, email, apiToken }, { baseUrl: JIRA, email: undefined, apiToken: PAT });
  assert.ok(!host.disk.text(`${FILE}.bak`)?.includes(TOKEN), "the backup has the token that was replaced");
});

Deno.test("login makes the first profile the active one, and says how to make a later one it", async () => {
  const { run, file, sandbox } = machine();
  await run(LOGIN, { stdin: TOKEN });
  const { line, stdin } = loginLine(sandbox, "jira-valid");
  const { exit, err } = await run(`${line} --profile dc`, { stdin });
  assert.equal(exit, 0, err);
  assert.equal(file()?.["currentProfile"], "default");
  assert.match(err, /^Make it the active one: atlcli auth switch dc$/m);
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

Deno.test("login --no-verify sends nothing, and does not say who this is", async () => {
  const { run, received, profile } = machine();
  const { exit, err } = await run(`${LOGIN} --no-verify`, { stdin: "whatever" });
  assert.equal(exit, 0, err);
  assert.deepEqual(received(), []);
  assert.match(err, /^Saved without asking https:\/\/demo\.atlassian\.net who this is\.$/m);
  const { verifiedAt, displayName } = profile("default");
  assert.deepEqual({ verifiedAt, displayName }, { verifiedAt: undefined, displayName: undefined });
});

Deno.test("login --no-verify --bearer takes a site that is not Cloud by its host for Data Center", async () => {
  const { run, profile } = machine();
  const { exit, err } = await run(`auth login --bearer --site ${JIRA} --token - --no-verify`, { stdin: PAT });
  assert.equal(exit, 0, err);
  const { authType, deployment } = profile("default");
  assert.deepEqual({ authType, deployment }, { authType: "bearer", deployment: "data-center" });
});

Deno.test("login --bearer is refused where it cannot work", async () => {
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
  assert.match(err, /^Error: --email and --bearer do not go together$/m);
});

Deno.test("login sets an email aside where a PAT is sent without one", async () => {
  const { run, profile } = machine();
  const { exit, err } = await run(`auth login --email ${MIA} --site ${JIRA} --token -`, { stdin: PAT });
  assert.equal(exit, 0, err);
  assert.match(err, /^Warning: Set aside --email: .* is Data Center/m);
  assert.equal(profile("default")["email"], undefined);
});

Deno.test("login says what it made of the address", async () => {
  const { run, profile } = machine();
  const line = `auth login --site demo.atlassian.net/wiki/ --email ${MIA} --token -`;
  const { exit, err } = await run(line, { stdin: TOKEN });
  assert.equal(exit, 0, err);
  assert.match(err, /^No scheme given: took https:\/\/demo\.atlassian\.net\.\nDropped "\/wiki\/" from/);
  assert.equal(profile("default")["baseUrl"], CLOUD);
});

Deno.test("login keeps --read-only and --ca-file, as an absolute path", async () => {
  const CERTIFICATE = `-----BEGIN CERTIFICATE-----\n${btoa("\x30\x81\x01\x00")}\n-----END CERTIFICATE-----\n`;
  const { run, profile, host } = machine({ files: { "/home/me/ca.pem": CERTIFICATE } });
  const { exit, err } = await run(`${LOGIN} --read-only --ca-file ca.pem`, { stdin: TOKEN });
  assert.equal(exit, 0, err);
  const { readOnly, caFile } = profile("default");
  assert.deepEqual({ readOnly, caFile }, { readOnly: true, caFile: "/home/me/ca.pem" });
  assert.ok(host.transports.every(({ caCertificates }) => caCertificates?.length === 1));
});

Deno.test("login refuses plain http to another machine before anything is sent", async () => {
  const { run, received, file } = machine();
  const { exit, err } = await run(`auth login --site http://jira.demo.test/jira --token -`, { stdin: PAT });
  assert.equal(exit, 2);
  assert.match(err, /^Error: --site: Plain http to "jira\.demo\.test" would show the token/m);
  assert.match(err, /^ {2}- Use https:\/\/jira\.demo\.test, or say --allow-http/m);
  assert.deepEqual(received(), []);
  assert.equal(file(), undefined);
});

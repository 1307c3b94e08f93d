/** Every command line of the documentation's sign-in parts, as it stands there, through the real process. */
import assert from "node:assert/strict";
import type { Home } from "./atlcli_process.ts";
import {
  COLLEAGUE,
  COMPANY,
  credentials,
  FILE,
  folded,
  here,
  JIRA,
  PAT,
  reading,
  sandbox,
  saved,
  section,
  withKeychain,
  WORK,
  YOU,
} from "./documented.ts";
import { PseudoTerminal, terminalTest } from "./pseudo_terminal.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

/** Answers the three prompts of `atlcli auth init`. */
async function init(line: string, home: Home, site: string): Promise<PseudoTerminal> {
  const terminal = new PseudoTerminal(here(line), { home: home.folder });
  await terminal.expect("Site");
  await terminal.type(`\x15${site}\r`);
  await terminal.expect("Email");
  await terminal.type(`\x15${YOU.email ?? ""}\r`);
  await terminal.expect("(hidden)");
  await terminal.type(`${YOU.token}\r`);
  assert.equal(await terminal.end(), 0, terminal.shown);
  assert.ok(!terminal.shown.includes(YOU.token));
  return terminal;
}

terminalTest("documented: initialize, check, list", () =>
  reading(async (reader) => {
    await init("atlcli auth init", reader, COMPANY);
    const status = await reader.does("atlcli auth status");
    assert.equal(
      status.out,
      here(
        "Profile: default (active)\nSite: https://company.atlassian.net\nEmail: you@company.com\nStatus: Authenticated ✓\n",
      ),
    );
    const list = await reader.does("atlcli auth list");
    assert.equal(
      folded(list.out),
      here("PROFILE SITE EMAIL ACTIVE\ndefault https://company.atlassian.net you@company.com ✓"),
    );
  }));

terminalTest("documented: profiles for multiple instances", () =>
  reading(async (reader) => {
    await init("atlcli auth init --profile work", reader, COMPANY);
    await init("atlcli auth init --profile personal", reader, WORK);
    await init("atlcli auth init --profile client-acme", reader, COMPANY);
    const { currentProfile, profiles } = await saved(reader);
    assert.equal(currentProfile, "work");
    assert.deepEqual(Object.keys(profiles), ["work", "personal", "client-acme"]);
    const found = await reader.does("atlcli jira search --assignee me --profile work");
    assert.match(found.out, /^KEY +STATUS +ASSIGNEE +UPDATED +SUMMARY$/m);
    assert.match(found.out, /^PROJ-\d+ .*Mia Müller/m);
  }));

terminalTest("documented: a token that has expired is updated", () =>
  reading(async (reader) => {
    const { profiles } = JSON.parse(credentials());
    const expired = { ...profiles.work, email: YOU.email, apiToken: sandbox.account("cloud-expired").token };
    await reader.write({ currentProfile: "work", profiles: { work: expired } });
    const before = await reader.does("atlcli auth status", { exit: 4 });
    assert.match(before.err, /^Error: Authentication failed \(401\)$/m);
    assert.match(before.err, /https:\/\/id\.atlassian\.com\/manage-profile\/security\/api-tokens/);
    assert.match(before.err, /re-initialize: atlcli auth init/);
    await init("atlcli auth init --profile work", reader, WORK);
    assert.match((await reader.does("atlcli auth status")).out, /^Status: Authenticated ✓$/m);
  }));

section("login with credentials by flags", async (reader) => {
  await reader.does(
    "atlcli auth login --site https://company.atlassian.net --email you@company.com --token YOUR_TOKEN",
  );
  const { currentProfile, profiles } = await saved(reader);
  assert.equal(currentProfile, "default");
  const { name, baseUrl, email, apiToken } = profiles["default"] ?? {};
  assert.deepEqual({ name, baseUrl, email, apiToken }, {
    name: "default",
    baseUrl: COMPANY,
    email: YOU.email,
    apiToken: YOU.token,
  });
});

section("login with credentials by the environment", async (reader) => {
  const env = { ATLCLI_EMAIL: here("work@company.com"), ATLCLI_API_TOKEN: COLLEAGUE.token };
  await reader.does("atlcli auth login --profile work --site https://work.atlassian.net", { env });
  const { baseUrl, email } = (await saved(reader)).profiles["work"] ?? {};
  assert.deepEqual({ baseUrl, email }, { baseUrl: WORK, email: COLLEAGUE.email });
});

section("login with a personal access token", async (reader) => {
  const line = "atlcli auth login --bearer --site https://jira.company.com --token";
  await reader.does(`${line} YOUR_PAT`);
  const { baseUrl, authType, apiToken } = (await saved(reader)).profiles["default"] ?? {};
  assert.deepEqual({ baseUrl, authType, apiToken }, { baseUrl: JIRA, authType: "bearer", apiToken: PAT });
  await reader.does(`${line} YOUR_NEW_PAT`);
  assert.match((await reader.does("atlcli auth status")).out, /^Status: Authenticated ✓$/m);
});

section("check the status", async (reader) => {
  await reader.write(credentials());
  const { out } = await reader.does("atlcli auth status");
  assert.equal(
    out,
    here(
      "Profile: work (active)\nSite: https://work.atlassian.net\nEmail: work@company.com\nStatus: Authenticated ✓\n",
    ),
  );
});

section("list profiles, of the documented file", async (reader) => {
  const { profiles, ...rest } = JSON.parse(FILE);
  const personal = { name: "personal", baseUrl: "https://personal.atlassian.net", email: "me@gmail.com" };
  await reader.write({ ...rest, profiles: { ...profiles, personal } });
  const { out, err } = await reader.does("atlcli auth list");
  assert.equal(
    folded(out),
    [
      "PROFILE SITE EMAIL ACTIVE",
      "default https://company.atlassian.net you@company.com",
      "work https://work.atlassian.net work@company.com ✓",
      "personal https://personal.atlassian.net me@gmail.com",
    ].join("\n"),
  );
  assert.equal(err, "");
});

section("switch profiles", async (reader) => {
  await reader.write(credentials("personal", "correct-profile"));
  for (const name of ["work", "personal", "correct-profile"]) {
    await reader.does(`atlcli auth switch ${name}`);
    assert.equal((await saved(reader)).currentProfile, name);
    assert.match(
      (await reader.does("atlcli auth status")).out,
      new RegExp(`^Profile: ${name} \\(active\\)$`, "m"),
    );
  }
});

section("rename a profile", async (reader) => {
  await reader.write(credentials("old-name"));
  await reader.does("atlcli auth rename old-name new-name");
  assert.deepEqual(Object.keys((await saved(reader)).profiles), ["default", "work", "new-name"]);
});

section("log out, and keep the profile", async (reader) => {
  await reader.write(credentials());
  await reader.does("atlcli auth switch default");
  await reader.does("atlcli auth logout");
  const { baseUrl, email, apiToken } = (await saved(reader)).profiles["default"] ?? {};
  assert.deepEqual({ baseUrl, email, apiToken }, { baseUrl: COMPANY, email: YOU.email, apiToken: undefined });
  await reader.does("atlcli auth logout work");
  assert.equal((await saved(reader)).profiles["work"]?.["apiToken"], undefined);
});

section("delete a profile", async (reader) => {
  await reader.write(credentials("old-profile"));
  await reader.does("atlcli auth delete old-profile");
  assert.deepEqual(Object.keys((await saved(reader)).profiles), ["default", "work"]);
  await reader.write(credentials("old-profile"));
  await reader.does("atlcli auth delete old-profile --delete-keychain");
  assert.deepEqual(Object.keys((await saved(reader)).profiles), ["default", "work"]);
});

section("see where the token comes from", async (reader) => {
  await reader.write(credentials());
  const { out } = await reader.does("atlcli auth status --json");
  const { hasEnvToken, hasKeychainToken, hasPatInConfig } = JSON.parse(out);
  assert.deepEqual({ hasEnvToken, hasKeychainToken, hasPatInConfig }, {
    hasEnvToken: false,
    hasKeychainToken: false,
    hasPatInConfig: true,
  });
  const env = { ATLCLI_API_TOKEN: COLLEAGUE.token };
  const with_ = JSON.parse((await reader.does("atlcli auth status --json", { env })).out);
  assert.deepEqual([with_.hasEnvToken, with_.provenance.token], [true, "env ATLCLI_API_TOKEN"]);
});

const CI = {
  ATLCLI_SITE: here("https://ci.atlassian.net"),
  ATLCLI_EMAIL: YOU.email,
  ATLCLI_API_TOKEN: YOU.token,
};

section("environment variables take precedence over the file", async (reader) => {
  await reader.write(credentials());
  const { out, err } = await reader.does('atlcli jira search --jql "project = PROJ"', { env: CI });
  assert.match(out, /^PROJ-\d+ /m);
  assert.doesNotMatch(err, /Warning/);
});

section("environment variables alone, as in CI and in a container", async (reader) => {
  const found = await reader.does('atlcli jira search --jql "fixVersion = v1.0.0"', { env: CI });
  assert.match(found.out, /^PROJ-\d+ /m);
  const mine = await reader.does("atlcli jira search", { env: CI });
  assert.match(mine.out, /^PROJ-\d+ /m);
  await assert.rejects(Deno.stat(reader.file), Deno.errors.NotFound);
});

section("credentials are resolved in the documented order: later wins", async (reader) => {
  await reader.write(credentials("personal"));
  const profileOf = async (line: string, env: Readonly<Record<string, string | undefined>>) =>
    /^Profile: (.*)$/m.exec((await reader.does(line, { env })).out)?.[1];
  assert.equal(await profileOf("atlcli auth status", {}), "work (active)");
  assert.equal(await profileOf("atlcli auth status", { ATLCLI_PROFILE: "personal" }), "personal");
  assert.equal(
    await profileOf("atlcli auth status", { ...CI, ATLCLI_PROFILE: "personal" }),
    "none (environment)",
  );
  assert.equal(
    await profileOf("atlcli auth status --profile default", { ...CI, ATLCLI_SITE: WORK }),
    "default",
  );
});

section("a token that is refused", async (reader) => {
  const line =
    "atlcli auth login --site https://company.atlassian.net --email you@company.com --token wrong-token";
  const { err } = await reader.does(line, { exit: 4 });
  assert.match(err, /^Error: Authentication failed \(401\)$/m);
  for (
    const advice of [
      /hasn't expired/,
      /instance URL/,
      /email matches your Atlassian account/,
      /atlcli auth init/,
    ]
  ) {
    assert.match(err, advice);
  }
  await assert.rejects(Deno.stat(reader.file), Deno.errors.NotFound);
});

section("a personal access token that is refused", async (reader) => {
  const line = "atlcli auth login --bearer --site https://jira.company.com --token wrong-token";
  const { err } = await reader.does(line, { exit: 4 });
  assert.match(err, /^Error: Authentication failed \(401\)$/m);
  for (
    const advice of [/PAT hasn't expired/, /instance URL is correct/, /atlcli auth login --bearer .*--site/]
  ) {
    assert.match(err, advice);
  }
});

section("a token without permission", async (reader) => {
  const { email, token } = sandbox.account("cloud-no-permission");
  await reader.write({ profiles: { work: { name: "work", baseUrl: COMPANY, email, apiToken: token } } });
  const { err } = await reader.does("atlcli jira search --profile work", { exit: 5 });
  assert.match(err, /^Error: You don't have permission \(403\)$/m);
  assert.match(err, /access to the project or the space/);
  assert.match(err, /Check which profile is active: work/);
  assert.match(err, /atlcli auth switch/);
});

gatedTest({
  name: "documented: tokens in the keychain",
  unless: onlyOn("linux", "a test leaves the real keychain of macOS or Windows alone"),
  fn: () =>
    reading(async (reader) => {
      const { env, items } = await withKeychain(reader);
      const line = "atlcli auth login --bearer --site https://jira.company.com --username myuser";
      await reader.does(`${line} --token YOUR_PAT`, { env });
      const { username, authType, apiToken } = (await saved(reader)).profiles["default"] ?? {};
      assert.deepEqual({ username, authType, apiToken }, {
        username: "myuser",
        authType: "bearer",
        apiToken: undefined,
      });
      assert.deepEqual(JSON.parse(await items()).map(({ attributes }: Item) => attributes), [
        { service: "atlcli", account: "myuser", site: JIRA },
      ]);
      const again = await reader.does(line, { env });
      assert.match(again.err, /Using the token of the keychain item atlcli\/myuser/);
      const status = JSON.parse((await reader.does("atlcli auth status --json", { env })).out);
      assert.deepEqual([status.hasKeychainToken, status.provenance.token], [true, "keychain atlcli/myuser"]);
      await reader.does("atlcli auth delete default", { env });
      assert.equal(JSON.parse(await items()).length, 1);
      await reader.does(line, { env });
      await reader.does("atlcli auth delete default --delete-keychain", { env });
      assert.equal(JSON.parse(await items()).length, 0);
    }),
});

interface Item {
  readonly attributes: Readonly<Record<string, string>>;
}

import assert from "node:assert/strict";
import { resolveCredential, resolveTarget } from "../../src/resolver/resolve.ts";
import { resolveProfile } from "../../src/resolver/profile_in_use.ts";
import { formatProvenance } from "../../src/resolver/provenance.ts";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { failsWith } from "../helpers/fails_with.ts";
import { A, B, D, E, FILE, machine, printed, sentBy, type Written } from "./fixture.ts";
import { adviceOn } from "../helpers/advice.ts";

const ENV_A = { ATLCLI_SITE: A, ATLCLI_EMAIL: "env@x.test", ATLCLI_API_TOKEN: "env-token" };
const WORK: Written = { baseUrl: B, email: "work@x.test", apiToken: "stored-work", deployment: "cloud" };
const DC: Written = { baseUrl: D, authType: "bearer", apiToken: "stored-dc", deployment: "data-center" };

Deno.test("resolveCredential() touches no file and no keychain when the environment says everything", async () => {
  const { parts, host, keychain, detected } = machine({
    env: ENV_A,
    profiles: { work: { ...WORK, username: "u" } },
    active: "work",
    files: { "/home/me/project/.atlcli-profile": "work" },
    keychain: memorySecretStore({ fault: "keychain-locked" }),
  });
  assert.equal(await sentBy(parts), `${A} as Basic env@x.test:env-token`);
  assert.deepEqual([host.steps, keychain.calls.length, host.commands.length, detected], [0, 0, 0, []]);
});

Deno.test("resolveCredential() needs no home folder when the environment says everything", async () => {
  const { parts, host } = machine({ env: ENV_A });
  host.setEnv("HOME", undefined);
  assert.equal(await sentBy(parts), `${A} as Basic env@x.test:env-token`);
});

Deno.test("resolveCredential() does not see a broken file when the environment says everything", async () => {
  const { parts, host } = machine({ env: ENV_A, files: { [FILE]: "{ broken" } });
  assert.equal(await sentBy(parts), `${A} as Basic env@x.test:env-token`);
  assert.equal(host.steps, 0);
});

Deno.test("resolveCredential() opens one file for a token that lies in one", async () => {
  const opened: string[] = [];
  const { parts } = machine({
    env: { ...ENV_A, ATLCLI_API_TOKEN: "", ATLCLI_API_TOKEN_FILE: "/run/token" },
    files: { "/run/token": "file-token\n", [FILE]: "{ broken" },
    onStep: ({ path }) => void opened.push(path),
  });
  assert.equal(await sentBy(parts), `${A} as Basic env@x.test:file-token`);
  assert.deepEqual([...new Set(opened)], ["/run/token"]);
});

for (
  const [name, env, profile] of [
    ["the email", { ATLCLI_SITE: A, ATLCLI_API_TOKEN: "t" }, undefined],
    ["the site", { ATLCLI_EMAIL: "a@x.test", ATLCLI_API_TOKEN: "t" }, undefined],
    ["the token", { ATLCLI_SITE: A, ATLCLI_EMAIL: "a@x.test" }, undefined],
    ["nothing, but a profile is named", ENV_A, "work"],
  ] as const
) {
  Deno.test(`resolveCredential() does not ignore a broken file when the environment lacks ${name}`, async () => {
    const { parts } = machine({ env, files: { [FILE]: "{ broken" } });
    const error = await failsWith(resolveCredential(parts, { profile }), "credentials-file");
    assert.match(error.message, /credentials\.json/);
  });
}

Deno.test("resolveCredential() asks a site what it is only when neither profile nor host tells", async () => {
  const env = { ATLCLI_SITE: "https://jira.test", ATLCLI_EMAIL: "a@x.test", ATLCLI_API_TOKEN: "t" };
  const byServer = machine({ env, deployment: "data-center" });
  assert.equal(await sentBy(byServer.parts), "https://jira.test as Bearer t");
  assert.deepEqual(byServer.detected, ["https://jira.test"]);
  const cloud = machine({ env, deployment: "cloud" });
  assert.equal(await sentBy(cloud.parts), "https://jira.test as Basic a@x.test:t");
  const byProfile = machine({ profiles: { dc: DC }, active: "dc" });
  assert.equal(await sentBy(byProfile.parts), `${D} as Bearer stored-dc`);
  assert.deepEqual(byProfile.detected, []);
});

Deno.test("resolveCredential() sets the email aside where the site turns out to be Data Center", async () => {
  const env = { ...ENV_A, ATLCLI_SITE: "https://jira.test" };
  const { setAside, provenance } = await resolveCredential(machine({ env }).parts);
  assert.deepEqual(setAside.map(({ what }) => formatProvenance(what)), ["env ATLCLI_EMAIL"]);
  assert.match(setAside[0]?.why ?? "", /jira\.test is Data Center/);
  assert.deepEqual(Object.keys(provenance).sort(), ["site", "token"]);
});

const DEPLOYMENTS: readonly (readonly [members: Written, deployment: string])[] = [
  [{ baseUrl: B, email: "a@x.test" }, "cloud"],
  [{ baseUrl: D, authType: "bearer" }, "data-center"],
  [{ baseUrl: D, authType: "bearer", deployment: "cloud" }, "cloud"],
  [{ baseUrl: B, authType: "bearer" }, "cloud"],
  [{ baseUrl: "https://own.domain.test", email: "a@x.test" }, "cloud"],
  [
    { baseUrl: "https://own.domain.test", email: "a@x.test", authType: "basic", deployment: "data-center" },
    "data-center",
  ],
];

for (const [members, deployment] of DEPLOYMENTS) {
  Deno.test(`resolveCredential() takes ${JSON.stringify(members)} for ${deployment}`, async () => {
    const { parts, detected } = machine({ profiles: { p: { ...members, apiToken: "t" } }, active: "p" });
    assert.equal((await resolveCredential(parts)).deployment, deployment);
    assert.deepEqual(detected, []);
  });
}

Deno.test("resolveCredential() tells the product of a Data Center profile", async () => {
  const { parts } = machine({ profiles: { dc: { ...DC, product: "confluence" } }, active: "dc" });
  assert.equal((await resolveCredential(parts)).product, "confluence");
});

Deno.test("resolveCredential() says where each part came from, what it hides and what it replaces", async () => {
  const { parts } = machine({
    env: { ATLCLI_API_TOKEN: "t", ATLCLI_API_TOKEN_FILE: "/x", ATLCLI_PROFILE: "work" },
    profiles: { work: { ...WORK, username: "u", tokenCommand: ["pass"], tokenEnv: "ATLCLI_WORK" } },
  });
  const { provenance, shadowed, setAside, warnings } = await resolveCredential(parts);
  assert.deepEqual(
    Object.fromEntries(Object.entries(provenance).map(([part, from]) => [part, formatProvenance(from)])),
    {
      profile: "env ATLCLI_PROFILE",
      site: "file credentials.json",
      identity: "file credentials.json",
      token: "env ATLCLI_API_TOKEN",
    },
  );
  assert.deepEqual(shadowed.map(formatProvenance), [
    "keychain atlcli/u",
    "command pass",
    "env ATLCLI_WORK",
    "file credentials.json",
  ]);
  assert.deepEqual(setAside.map(({ what }) => what.detail), ["ATLCLI_API_TOKEN_FILE"]);
  assert.deepEqual(warnings, [
    'Using the token of ATLCLI_API_TOKEN instead of the one stored for profile "work"',
  ]);
});

Deno.test("resolveCredential() says nothing of a replaced token where none is stored", async () => {
  const { apiToken: _, ...bare } = WORK;
  const { parts } = machine({ env: { ATLCLI_API_TOKEN: "t" }, profiles: { work: bare }, active: "work" });
  assert.deepEqual((await resolveCredential(parts)).warnings, []);
});

Deno.test("resolveCredential() says nothing of a replaced token where the keychain's comes before the file's", async () => {
  const keychain = memorySecretStore({ items: { u: { secret: "t", site: B } } });
  const { parts } = machine({ profiles: { work: { ...WORK, username: "u" } }, active: "work", keychain });
  assert.deepEqual((await resolveCredential(parts)).warnings, []);
});

Deno.test("resolveCredential() hands on what the file and the folders warn of", async () => {
  const { parts, host } = machine({ profiles: { work: WORK }, active: "work" });
  host.disk.write(FILE, host.disk.text(FILE) ?? "", { mode: 0o644 });
  host.disk.write("/home/me/project/.atlcli-profile", "work", { owner: 1234 });
  const { warnings, profile } = await resolveCredential(parts);
  assert.equal(profile?.name, "work");
  assert.equal(warnings.length, 2);
  assert.match(warnings[0] ?? "", /Others can read/);
  assert.match(
    warnings[1] ?? "",
    /^Ignored "\/home\/me\/project\/\.atlcli-profile": Another user \(1234\)/,
  );
});

Deno.test("resolveCredential() never uses the selection of another user's folder", async () => {
  const { parts, host } = machine({ profiles: { work: WORK, dc: DC }, active: "work" });
  host.disk.write("/home/me/project/.atlcli-profile", "dc", { mode: 0o666 });
  assert.equal(await sentBy(parts), `${B} as Basic work@x.test:stored-work`);
});

Deno.test("resolveCredential() wants an email on Cloud, and names who can say it", async () => {
  const env = { ATLCLI_SITE: E, ATLCLI_API_TOKEN: "t" };
  const environment = await failsWith(resolveCredential(machine({ env }).parts), "no-credential");
  assert.match(adviceOn(environment), /ATLCLI_EMAIL/);
  const { parts } = machine({ profiles: { p: { baseUrl: A, apiToken: "t" } }, active: "p" });
  const profile = await failsWith(resolveCredential(parts), "no-credential");
  assert.equal(profile.message, `No email is known for ${A}`);
  assert.match(
    adviceOn(profile),
    /auth login --profile p --site https:\/\/a\.atlassian\.net --email EMAIL --token -/,
  );
});

Deno.test("resolveCredential() takes plain http for ATLCLI_SITE where the caller allows it", async () => {
  const env = { ATLCLI_SITE: "http://jira.test", ATLCLI_API_TOKEN: "t" };
  await failsWith(resolveCredential(machine({ env }).parts), "usage");
  await failsWith(resolveProfile(machine({ env }).parts), "usage");
  assert.equal(await sentBy(machine({ env, allowHttp: true }).parts), "http://jira.test as Bearer t");
  const inUse = await resolveProfile(machine({ env, allowHttp: true }).parts);
  assert.deepEqual([inUse?.site.url, inUse?.profile], ["http://jira.test", undefined]);
});

Deno.test("resolveTarget() looks for no token", async () => {
  const keychain = memorySecretStore({ fault: "keychain-locked" });
  const { parts, host } = machine({
    profiles: { p: { ...WORK, username: "u", tokenCommand: ["pass"] } },
    active: "p",
    keychain,
    run: () => printed("x"),
  });
  const { site, email, token } = await resolveTarget(parts);
  assert.deepEqual([site.url, email, token], [B, "work@x.test", undefined]);
  assert.deepEqual([keychain.calls, host.commands], [[], []]);
});

const IN_USE: readonly (readonly [
  name: string,
  env: Record<string, string>,
  folder: string | undefined,
  flag: string | undefined,
  expected: string,
])[] = [
  ["--profile", { ATLCLI_PROFILE: "pa" }, "pa", "work", "work by option profile"],
  ["ATLCLI_PROFILE", { ATLCLI_PROFILE: "work" }, "pa", undefined, "work by env ATLCLI_PROFILE"],
  ["a folder", {}, "work", undefined, "work by folder /home/me/project/.atlcli-profile"],
  ["the active one", {}, undefined, undefined, "pa by file credentials.json"],
  ["the environment alone", ENV_A, "work", undefined, `${A} by env ATLCLI_SITE`],
  ["--profile, whatever else is set", ENV_A, "pa", "work", "work by option profile"],
  [
    "a folder's, of ATLCLI_SITE",
    { ATLCLI_SITE: B },
    "work",
    undefined,
    "work by folder /home/me/project/.atlcli-profile",
  ],
  [
    "no stored one of ATLCLI_SITE that was not named",
    { ATLCLI_SITE: B },
    undefined,
    undefined,
    `${B} by env ATLCLI_SITE`,
  ],
  [
    "the one of ATLCLI_SITE with a token",
    { ATLCLI_SITE: B, ATLCLI_API_TOKEN: "t" },
    undefined,
    undefined,
    "work by env ATLCLI_SITE",
  ],
  [
    "ATLCLI_SITE without a profile",
    { ATLCLI_SITE: E, ATLCLI_API_TOKEN: "t" },
    "work",
    undefined,
    `${E} by env ATLCLI_SITE`,
  ],
];

for (const [name, env, folder, profile, expected] of IN_USE) {
  Deno.test(`resolveProfile() says which profile is in use: ${name}`, async () => {
    const { parts } = machine({
      env,
      profiles: { pa: { baseUrl: A }, work: WORK },
      active: "pa",
      files: folder === undefined ? {} : { "/home/me/project/.atlcli-profile": folder },
    });
    const found = await resolveProfile(parts, { profile });
    assert.equal(
      found && `${found.profile?.name ?? found.site.url} by ${formatProvenance(found.from)}`,
      expected,
    );
  });
}

Deno.test("resolveProfile() says that none is in use, or that one is not there", async () => {
  assert.equal(await resolveProfile(machine().parts), undefined);
  const { parts } = machine({ profiles: { work: WORK } });
  const error = await failsWith(resolveProfile(parts, { profile: "wrok" }), "unknown-profile");
  assert.match(adviceOn(error), /"work"/);
});

Deno.test("resolveTarget() says of each part which variable it came from", async () => {
  const { provenance } = await resolveTarget(machine({ env: ENV_A }).parts);
  assert.deepEqual([provenance.site, provenance.identity].map((place) => place && formatProvenance(place)), [
    "env ATLCLI_SITE",
    "env ATLCLI_EMAIL",
  ]);
});

Deno.test("resolveTarget() sets aside with --profile what was set, and nothing else", async () => {
  const { parts } = machine({ env: { ATLCLI_SITE: A }, profiles: { work: WORK } });
  const { setAside } = await resolveTarget(parts, { profile: "work" });
  assert.deepEqual(setAside.map(({ what }) => formatProvenance(what)), ["env ATLCLI_SITE"]);
});

Deno.test("resolveCredential() takes an email in capitals for the same account, on both sides", async () => {
  const profiles = { work: { ...WORK, email: "Work@X.test" } };
  const { parts } = machine({ env: { ATLCLI_EMAIL: "wORK@x.TEST" }, profiles, active: "work" });
  assert.equal(await sentBy(parts), `${B} as Basic Work@X.test:stored-work`);
});

Deno.test("resolveCredential() says of a site with one profile that none is active", async () => {
  const { parts } = machine({ env: { ATLCLI_SITE: B }, profiles: { work: WORK } });
  const error = await failsWith(resolveCredential(parts), "credential-refused");
  assert.match(error.message, /, and no profile is active$/);
});

import assert from "node:assert/strict";
import type { ClientEvent } from "../../src/client/client.ts";
import { connect, type ConnectOptions, openLibrary } from "../../src/connect.ts";
import { warningsOf } from "../../src/resolver/provenance.ts";
import { createSandbox, type Sandbox } from "../../src/sandbox/mod.ts";
import { type MemoryHost, memoryHost } from "../../src/testing/memory_host.ts";
import { memorySecretStore } from "../../src/testing/memory_secret_store.ts";
import { failsWith } from "../helpers/fails_with.ts";
import { CERTIFICATE_A, CERTIFICATE_B, pem } from "../helpers/pem.ts";

const CLOUD = "https://demo.atlassian.net";
const JIRA = "https://jira.demo.test/jira";
const FILE = "/home/me/.atlcli/credentials.json";
const MYSELF = { product: "jira", path: "/rest/api/2/myself" } as const;

type Members = Readonly<Record<string, unknown>>;

interface Machine {
  readonly host: MemoryHost;
  readonly sandbox: Sandbox;
  readonly options: ConnectOptions;
  /** What reached the servers: `demo.atlassian.net as cloud-valid`. */
  received(): readonly string[];
}

/** A machine whose environment, or whose active profile, has an account's token. */
function machine(
  { account = "cloud-valid", env = {}, profile, files = {} }: {
    readonly account?: string;
    readonly env?: Readonly<Record<string, string>>;
    /** Members of a profile that has the token; without it, the environment has. */
    readonly profile?: Members;
    readonly files?: Readonly<Record<string, string>>;
  } = {},
): Machine {
  const sandbox = createSandbox({ urls: { cloud: CLOUD, jira: JIRA, confluence: "https://wiki.demo.test" } });
  const { face, email, token } = sandbox.account(account);
  const baseUrl = sandbox.urls[face];
  const variables = profile === undefined
    ? { ATLCLI_SITE: baseUrl, ATLCLI_API_TOKEN: token, ...(email !== undefined && { ATLCLI_EMAIL: email }) }
    : {};
  const who = email === undefined ? { authType: "bearer" } : { email };
  const written = { name: "p", baseUrl, apiToken: token, ...who, ...profile };
  const host = memoryHost({
    env: { HOME: "/home/me", ...variables, ...env },
    cwd: "/work",
    files: { [FILE]: JSON.stringify({ currentProfile: "p", profiles: { p: written } }), ...files },
    fetch: sandbox.fetch,
  });
  return {
    host,
    sandbox,
    options: { host, secretStore: memorySecretStore({ fault: "keychain-locked" }) },
    received: () =>
      sandbox.requests.map(({ host: name, url, account: who }) =>
        `${name}${url.includes("tenant_info") ? " tenant" : ""} as ${who ?? "anonymous"}`
      ),
  };
}

Deno.test("openLibrary() reads nothing, starts nothing and opens nothing", () => {
  const host = memoryHost({ env: {} });
  openLibrary({ host });
  assert.deepEqual([host.steps, host.commands, host.transports], [0, [], []]);
});

for (const interactive of [true, false, undefined]) {
  Deno.test(`openLibrary() gives a keychain ${interactive ? "a minute" : "ten seconds"} (interactive: ${interactive})`, async () => {
    const nothing = new Uint8Array();
    const host = memoryHost({ os: "darwin", run: () => ({ code: 44, stdout: nothing, stderr: nothing }) });
    await openLibrary({ host, interactive }).secretStore.look("me").catch(() => {});
    assert.equal(host.commands[0]?.timeoutMs, interactive ? 60_000 : 10_000);
  });
}

for (const profile of [undefined, {}]) {
  const whose = profile === undefined ? "the environment" : "a profile";
  Deno.test(`connect() sends the token of ${whose} to its site alone`, async () => {
    const { options, received } = machine({ ...(profile && { profile }) });
    const { client, close } = await connect(options);
    await client.json(MYSELF);
    close();
    assert.deepEqual(received(), ["demo.atlassian.net as cloud-valid"]);
  });

  Deno.test(`connect() goes on at the gateway with a token of ${whose} that has scopes`, async () => {
    const { options, received } = machine({ account: "cloud-scoped", ...(profile && { profile }) });
    const { client } = await connect(options);
    await client.json(MYSELF);
    await client.json(MYSELF);
    assert.deepEqual(received(), [
      "demo.atlassian.net as cloud-scoped",
      "demo.atlassian.net tenant as anonymous",
      "api.atlassian.com as cloud-scoped",
      "api.atlassian.com as cloud-scoped",
    ]);
  });
}

Deno.test("connect() starts no keychain's program when the token comes from elsewhere", async () => {
  for (const env of [{ ATLCLI_API_TOKEN: "t" }, {}]) {
    const tokenStore = "ATLCLI_API_TOKEN" in env ? {} : { tokenStore: "file" };
    const { host } = machine({ profile: { username: "me", ...tokenStore }, env });
    await connect({ host });
    assert.deepEqual(host.commands, []);
  }
});

Deno.test("connect() begins at the gateway for a profile that says so", async () => {
  const { sandbox, options, received, host } = machine({ account: "cloud-scoped", profile: {} });
  const { cloudId } = sandbox;
  const file = JSON.parse(host.disk.text(FILE) ?? "");
  Object.assign(file.profiles.p, { cloudId, apiBaseUrl: `https://api.atlassian.com/ex/jira/${cloudId}` });
  host.disk.write(FILE, JSON.stringify(file));
  const { client, resolution } = await connect(options);
  await client.json(MYSELF);
  assert.equal(resolution.credential.kind, "scoped-token");
  assert.deepEqual(received(), ["api.atlassian.com as cloud-scoped"]);
});

Deno.test("connect() never sends a PAT to the gateway", async () => {
  const { options, received } = machine({ account: "jira-expired", profile: {} });
  const { client } = await connect(options);
  await failsWith(client.json(MYSELF), "authentication-failed");
  assert.deepEqual(received(), ["jira.demo.test as jira-expired"]);
});

Deno.test("connect() says that a scope is missing", async () => {
  const { client } = await connect(machine({ account: "cloud-missing-scope" }).options);
  await failsWith(client.json(MYSELF), "missing-scope");
});

Deno.test("connect() takes --profile over everything of the environment", async () => {
  const { options } = machine({ profile: {}, env: { ATLCLI_SITE: "https://x.test", ATLCLI_API_TOKEN: "t" } });
  const { resolution } = await connect({ ...options, profile: "p" });
  assert.equal(resolution.site.url, CLOUD);
});

const READ_ONLY: readonly {
  readonly name: string;
  readonly options?: ConnectOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly profile?: Members;
  readonly refused: boolean;
}[] = [
  { name: "nothing", refused: false },
  { name: "the option", options: { readOnly: true }, refused: true },
  { name: "the variable", env: { ATLCLI_READ_ONLY: "1" }, refused: true },
  { name: "the variable that says no", env: { ATLCLI_READ_ONLY: "0" }, refused: false },
  { name: "the profile", profile: { readOnly: true }, refused: true },
  {
    name: "the profile, though the option does not",
    options: { readOnly: false },
    profile: { readOnly: true },
    refused: true,
  },
];

for (const { name, options = {}, env = {}, profile = {}, refused } of READ_ONLY) {
  Deno.test(`connect() ${refused ? "refuses" : "sends"} what changes something when ${name} is set`, async () => {
    const made = machine({ env, profile });
    const { client } = await connect({ ...made.options, ...options });
    const work = client.json({ product: "jira", path: "/rest/api/3/nothing", method: "POST", json: {} });
    await failsWith(work, refused ? "read-only" : "not-found");
    assert.equal(made.sandbox.requests.length, refused ? 0 : 1);
  });
}

const A = pem("CERTIFICATE", CERTIFICATE_A);
const B = pem("CERTIFICATE", CERTIFICATE_B);
const FILES = { "/work/a.pem": A, "/b.pem": B };

const TRUSTED: readonly {
  readonly name: string;
  readonly options?: ConnectOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly profile?: Members;
  readonly certificate: string | undefined;
}[] = [
  { name: "nothing", certificate: undefined },
  { name: "ATLCLI_CA_FILE", env: { ATLCLI_CA_FILE: "a.pem" }, certificate: A },
  {
    name: "the profile before ATLCLI_CA_FILE",
    env: { ATLCLI_CA_FILE: "a.pem" },
    profile: { caFile: "/b.pem" },
    certificate: B,
  },
  {
    name: "the option before the profile",
    options: { caFile: "a.pem" },
    profile: { caFile: "/b.pem" },
    certificate: A,
  },
];

for (const { name, options = {}, env = {}, profile = {}, certificate } of TRUSTED) {
  Deno.test(`connect() trusts the certificates of ${name}`, async () => {
    const made = machine({ env, profile, files: FILES });
    await connect({ ...made.options, ...options });
    assert.deepEqual(made.host.transports, [
      certificate === undefined ? {} : { caCertificates: [certificate.trim()] },
    ]);
  });
}

Deno.test("connect() asks a site what it is through the same certificates", async () => {
  const made = machine({
    account: "jira-valid",
    env: { ATLCLI_CA_FILE: "/b.pem", ATLCLI_EMAIL: "a@x.test" },
    files: FILES,
  });
  const { resolution } = await connect(made.options);
  assert.deepEqual([resolution.deployment, resolution.product], ["data-center", "jira"]);
  assert.deepEqual(made.host.transports.map(({ caCertificates }) => caCertificates?.length), [1, 1]);
  assert.deepEqual(made.received(), ["jira.demo.test as anonymous"]);
});

Deno.test("connect() reaches a site through the profile's proxy", async () => {
  const made = machine({ profile: { proxy: "http://proxy.test:8080" } });
  await connect(made.options);
  assert.deepEqual(made.host.transports, [{ proxy: { url: "http://proxy.test:8080/" } }]);
});

Deno.test("connect() takes plain http for ATLCLI_SITE where the caller allows it", async () => {
  const env = { ATLCLI_SITE: "http://jira.demo.test", ATLCLI_EMAIL: "a@x.test", ATLCLI_API_TOKEN: "t" };
  const host = memoryHost({ env, fetch: () => Promise.resolve(Response.json({ deploymentType: "Server" })) });
  const options = { host, secretStore: memorySecretStore() };
  await failsWith(connect(options), "usage");
  assert.equal((await connect({ ...options, allowHttp: true })).resolution.site.url, "http://jira.demo.test");
});

Deno.test("connect() tells what a person should know, and what happens", async () => {
  const warnings: string[] = [];
  const events: ClientEvent[] = [];
  const { options } = machine({ profile: {}, env: { ATLCLI_API_TOKEN: "t", ATLCLI_API_TOKEN_FILE: "/x" } });
  const { client } = await connect({
    ...options,
    onWarning: (warning) => void warnings.push(warning),
    onEvent: (event) => void events.push(event),
  });
  await client.json(MYSELF).catch(() => {});
  assert.deepEqual(warnings, [
    'Using the token of ATLCLI_API_TOKEN instead of the one stored for profile "p"',
    "Set aside ATLCLI_API_TOKEN_FILE: ATLCLI_API_TOKEN is set",
  ]);
  assert.ok(events.some(({ kind }) => kind === "request"));
});

Deno.test("warningsOf() has warnings first, then what was set aside", () => {
  const what = { source: "env", detail: "ATLCLI_EMAIL" } as const;
  assert.deepEqual(warningsOf({ warnings: ["One"], setAside: [{ what, why: "it is another's" }] }), [
    "One",
    "Set aside ATLCLI_EMAIL: it is another's",
  ]);
});

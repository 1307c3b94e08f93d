import assert from "node:assert/strict";
import { connect, type ConnectOptions, Secret } from "../../mod.ts";
import { resolveExplicit } from "../../src/resolver/explicit.ts";
import { createSandbox } from "../../src/sandbox/mod.ts";
import { memoryHost, memorySecretStore } from "../../src/testing/mod.ts";

const URLS = {
  cloud: "https://demo.atlassian.net",
  jira: "https://jira.demo.test/jira",
  confluence: "https://wiki.demo.test",
};
const MYSELF = { path: "/rest/api/2/myself" };

/** A machine with other credentials everywhere, so that using one of them would be seen. */
function machine(account: string) {
  const sandbox = createSandbox({ urls: URLS });
  const { face, email, token } = sandbox.account(account);
  const host = memoryHost({
    env: {
      HOME: "/home/me",
      ATLCLI_SITE: "https://other.atlassian.net",
      ATLCLI_EMAIL: "other@company.com",
      ATLCLI_API_TOKEN: "token-of-the-environment",
      ATLCLI_PROFILE: "does-not-exist",
    },
    files: { "/home/me/.atlcli/credentials.json": "{ damaged" },
    fetch: sandbox.fetch,
  });
  const base: ConnectOptions = { host, secretStore: memorySecretStore({ fault: "keychain-locked" }) };
  const used = (): readonly unknown[] => sandbox.requests.map((request) => request.account);
  return { base, used, site: URLS[face], email, token };
}

Deno.test("connect({ site, email, token }) uses that token on Cloud, and nothing else of this machine", async () => {
  const { base, used, ...credential } = machine("cloud-valid");
  await using connection = await connect({ ...base, ...credential });
  await connection.client.json(MYSELF);
  assert.deepEqual(used(), ["cloud-valid"]);
  assert.deepEqual(connection.resolution.provenance, {
    site: { source: "option", detail: "site" },
    identity: { source: "option", detail: "email" },
    token: { source: "option", detail: "token" },
  });
});

Deno.test("connect({ site, token }) sends a PAT to Data Center as Bearer", async () => {
  const { base, used, site, token } = machine("jira-valid");
  const { client, resolution } = await connect({ ...base, site, token: new Secret(` ${token}\n`) });
  await client.json(MYSELF);
  assert.equal(used().at(-1), "jira-valid");
  assert.equal(resolution.credential.kind, "pat");
});

Deno.test("connect({ site, email, token }) sets the email aside on Data Center", async () => {
  const { base, site, token } = machine("jira-valid");
  const warnings: string[] = [];
  await connect({ ...base, site, token, email: "a@b.c", onWarning: (warning) => warnings.push(warning) });
  assert.deepEqual(warnings, [
    "Set aside email: the site is Data Center, where a PAT is sent without an email",
  ]);
});

const refused: readonly (readonly [what: string, options: ConnectOptions, error: RegExp])[] = [
  ["a token without a site", { token: "t0ken" }, /^TypeError: connect\(\{ token \}\) needs the site/],
  [
    "a site without a token",
    { site: URLS.cloud },
    /^TypeError: connect\(\{ site \}\) also needs a token$/,
  ],
  [
    "an email without a token",
    { email: "a@b.c" },
    /^TypeError: connect\(\{ email \}\) also needs a token$/,
  ],
  [
    "a token and a profile",
    { site: URLS.cloud, email: "a@b.c", token: "t0ken", profile: "work" },
    /^TypeError: connect\(\) takes either a profile or a token$/,
  ],
  [
    "Cloud without an email",
    { site: URLS.cloud, token: "t0ken" },
    /No email for https:\/\/demo\.atlassian\.net/,
  ],
  ["an empty token", { site: URLS.cloud, email: "a@b.c", token: " " }, /The token is empty/],
  ["plain http", { site: "http://jira.demo.test", token: "t0ken" }, /Plain http to "jira\.demo\.test"/],
];

for (const [what, options, error] of refused) {
  Deno.test(`connect() refuses ${what} before it sends a request`, async () => {
    const { base, used } = machine("cloud-valid");
    const thrown = await connect({ ...base, ...options }).then(() => undefined, (reason) => reason);
    assert.match(String(thrown), error);
    assert.doesNotMatch(String(thrown), /t0ken/);
    assert.deepEqual(used(), []);
  });
}

Deno.test("a token given to connect() never leaves its site", async () => {
  const { base, ...credential } = machine("cloud-valid");
  const { client } = await connect({ ...base, ...credential });
  await assert.rejects(
    client.json({ path: "https://other.atlassian.net/rest/api/2/myself" }),
    /other\.atlassian\.net/,
  );
});

for (const name of ["site", "email", "token"] as const) {
  Deno.test(`connect() says that its ${name} must be a string`, async () => {
    const { base, site, email, token } = machine("cloud-valid");
    const options = { ...base, site, email, token, [name]: JSON.parse("7") };
    await assert.rejects(connect(options), {
      name: "TypeError",
      message: `Invalid ${name}: 7 is not a string`,
    });
  });
}

Deno.test("an explicit credential of Cloud asks no site what it is, and sets nothing aside", async () => {
  const detect = () => assert.fail("The host says that it is Cloud");
  const given = { site: "demo.atlassian.net", email: "a@b.c", token: "t0ken" };
  const { deployment, product, setAside } = await resolveExplicit({ detect, allowHttp: undefined }, given);
  assert.deepEqual([deployment, product, setAside], ["cloud", undefined, []]);
});

Deno.test("an explicit credential of Data Center has the product that the site says, over http if allowed", async () => {
  const detect = () => Promise.resolve({ deployment: "data-center", product: "jira" } as const);
  const given = { site: "http://jira.demo.test", token: "t0ken" };
  const { site, product, setAside } = await resolveExplicit({ detect, allowHttp: true }, given);
  assert.deepEqual([site.url, product, setAside], ["http://jira.demo.test", "jira", []]);
});

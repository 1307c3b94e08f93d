import assert from "node:assert/strict";
import type { ErrorCode } from "../../src/core/errors.ts";
import { Secret } from "../../src/core/secret.ts";
import { type Identity, whoAmI } from "../../src/sign_in/identity.ts";
import type { StubReply } from "../../src/testing/stub_fetch.ts";
import { cloudClient, dataCenterClient, failsWith, type Fixture } from "../client/fixture.ts";

const ADA = {
  accountId: "5b10",
  displayName: "Ada",
  emailAddress: "ada@company.com",
  active: true,
  extra: { a: 1 },
};
const ADA_IN_CONFLUENCE = { type: "known", accountId: "5b10", displayName: "Ada", email: "ada@company.com" };
const ON_CLOUD: Omit<Identity, "product"> = {
  accountId: "5b10",
  displayName: "Ada",
  email: "ada@company.com",
};

function cloud(jira: StubReply, confluence?: StubReply): Fixture {
  return cloudClient([
    { url: "https://company.atlassian.net/rest/api/3/myself", reply: jira },
    ...(confluence === undefined
      ? []
      : [{ url: "https://company.atlassian.net/wiki/rest/api/user/current", reply: confluence }]),
  ], { limits: { maxRetries: 0 } });
}

function status(status: number, headers: Record<string, string> = {}): StubReply {
  return { json: {}, status, headers };
}

Deno.test("whoAmI() asks Jira on Cloud", async () => {
  const { client, network } = cloud({ json: ADA });
  assert.deepEqual(await whoAmI(client), { product: "jira", ...ON_CLOUD });
  network.verify();
});

for (const refusal of [401, 403, 404]) {
  Deno.test(`whoAmI() asks Confluence on Cloud when Jira says ${refusal}`, async () => {
    const { client, network } = cloud(status(refusal), { json: ADA_IN_CONFLUENCE });
    assert.deepEqual(await whoAmI(client), { product: "confluence", ...ON_CLOUD });
    network.verify();
  });
}

Deno.test("whoAmI() asks Jira on Data Center, whose accounts have user names", async () => {
  const { client, network } = dataCenterClient([
    {
      url: "/jira/rest/api/2/myself",
      reply: { json: { name: "ada", key: "JIRAUSER1", displayName: "Ada" } },
    },
  ]);
  assert.deepEqual(await whoAmI(client), { product: "jira", username: "ada", displayName: "Ada" });
  network.verify();
});

Deno.test("whoAmI() asks only Confluence on a Confluence Data Center", async () => {
  const { client, network } = dataCenterClient([
    { url: "/jira/rest/api/user/current", reply: { json: { type: "known", username: "ada", userKey: "1" } } },
  ], { product: "confluence" });
  assert.deepEqual(await whoAmI(client), { product: "confluence", username: "ada", displayName: "ada" });
  network.verify();
});

Deno.test("whoAmI() tries both where it is not known what a Data Center base is", async () => {
  const { client, network } = dataCenterClient([
    { url: "/jira/rest/api/2/myself", reply: status(404) },
    {
      url: "/jira/rest/api/user/current",
      reply: { json: { type: "known", username: "ada", displayName: "Ada" } },
    },
  ], { product: undefined });
  assert.equal((await whoAmI(client)).product, "confluence");
  network.verify();
});

for (const [code, error] of [[401, "authentication-failed"], [403, "permission"]] as const) {
  Deno.test(`whoAmI() makes no second failed login on Data Center after ${code}`, async () => {
    const { client, network } = dataCenterClient([{ url: "/jira/rest/api/2/myself", reply: status(code) }], {
      product: undefined,
    });
    await failsWith(whoAmI(client), error);
    network.verify();
  });
}

const CAPTCHA = status(403, { "x-authentication-denied-reason": "CAPTCHA_CHALLENGE" });
const SCOPE = status(401, { "x-failure-category": "FAILURE_CLIENT_SCOPE_CHECK" });

const BOTH: readonly (readonly [name: string, jira: StubReply, confluence: StubReply, code: ErrorCode])[] = [
  ["401 over 404", status(401), status(404), "authentication-failed"],
  ["401 over 404, in the other order", status(404), status(401), "authentication-failed"],
  ["403 over 404", status(404), status(403), "permission"],
  ["401 over 403", status(403), status(401), "authentication-failed"],
  ["a missing scope over 401", status(401), SCOPE, "missing-scope"],
  ["a missing scope over 404", SCOPE, status(404), "missing-scope"],
  ["a CAPTCHA over 401", status(401), CAPTCHA, "captcha"],
  ["Jira's of two alike", status(401), status(401), "authentication-failed"],
];

for (const [name, jira, confluence, code] of BOTH) {
  Deno.test(`whoAmI() tells the more telling of two refusals: ${name}`, async () => {
    const { client, network } = cloud(jira, confluence);
    await failsWith(whoAmI(client), code);
    network.verify();
  });
}

for (
  const [name, jira, code] of [
    ["a CAPTCHA", CAPTCHA, "captcha"],
    ["a rate limit", status(429), "rate-limited"],
    ["a server that fails", status(500), "server"],
    ["a network that fails", { error: new TypeError("fetch failed") }, "network"],
  ] as const
) {
  Deno.test(`whoAmI() does not go on to Confluence after ${name}`, async () => {
    const { client, network } = cloud(jira);
    await failsWith(whoAmI(client), code);
    network.verify();
  });
}

for (const type of ["anonymous", "unknown"]) {
  Deno.test(`whoAmI() refuses a caller that Confluence calls ${type}`, async () => {
    const { client } = cloud(status(404), { json: { type, displayName: "Anonymous", accountId: "5b10" } });
    await failsWith(whoAmI(client), "anonymous");
  });
}

Deno.test("whoAmI() refuses an anonymous response", async () => {
  const { client } = cloud({ json: ADA, headers: { "x-ausername": "anonymous" } }, status(404));
  await failsWith(whoAmI(client), "anonymous");
});

for (const body of [{}, [], null, "text", { displayName: "Ada" }, { accountId: "" }, { accountId: 42 }]) {
  Deno.test(`whoAmI() makes nothing of ${JSON.stringify(body)}`, async () => {
    const { client } = cloud({ json: body }, { json: body });
    await failsWith(whoAmI(client), "bad-response");
  });
}

Deno.test("whoAmI() names what the answer lacks", async () => {
  const lacking = await failsWith(whoAmI(cloud({ json: {} }, { json: {} }).client), "bad-response");
  assert.match(lacking.message, /^The response lacks accountId: GET/);
  const { client } = dataCenterClient([{ url: "/jira/rest/api/2/myself", reply: { json: {} } }]);
  assert.match(
    (await failsWith(whoAmI(client), "bad-response")).message,
    /^The response lacks the user name: GET/,
  );
});

Deno.test("whoAmI() passes on that Confluence was not reached", async () => {
  const { client } = cloud(status(404), { error: new TypeError("fetch failed") });
  await failsWith(whoAmI(client), "network");
});

Deno.test("whoAmI() lets null and absent members be", async () => {
  const { client } = cloud({
    json: { accountId: "5b10", displayName: null, emailAddress: null, name: null },
  });
  assert.deepEqual(await whoAmI(client), { product: "jira", accountId: "5b10", displayName: "5b10" });
});

Deno.test("whoAmI() makes names safe to show", async () => {
  const { client } = cloud({ json: { ...ADA, displayName: "Ada\u001b]0;x\u0007\n\u202eadmin" } });
  assert.equal((await whoAmI(client)).displayName, "Ada]0;x admin");
});

Deno.test("whoAmI() truncates an overlong name", async () => {
  const { client } = cloud({ json: { ...ADA, displayName: "x".repeat(1_000_000) } });
  assert.equal((await whoAmI(client)).displayName.length, 255);
});

for (const member of ["accountId", "displayName", "emailAddress"]) {
  Deno.test(`whoAmI() refuses an account whose ${member} holds a secret, which would be saved`, async () => {
    const token = new Secret(`t0ken-in-${member}`).reveal();
    for (
      const text of [
        token,
        `Ada ${encodeURIComponent(token)}`,
        btoa(`ada@a.test:${token}`),
        `t0ken\u0007${token.slice(5)}`,
        ...["\r", "\r\n", "\n", "\t", "\u2028", " ", "\u00ad", "\u200b", "\ufeff"].map((hidden) =>
          `Ada t0ken${hidden}${token.slice(5)}`
        ),
      ]
    ) {
      const error = await failsWith(
        whoAmI(cloud({ json: { ...ADA, [member]: text } }, status(404)).client),
        "bad-response",
      );
      assert.match(error.message, /^The account's name contains the token or another secret: GET /);
    }
  });
}

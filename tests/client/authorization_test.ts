import assert from "node:assert/strict";
import { createClient } from "../../src/client/client.ts";
import type { Credential } from "../../src/core/credential.ts";
import { HttpError } from "../../src/core/errors.ts";
import { type Product, siteOf } from "../../src/site/site.ts";
import { manualClock } from "../../src/testing/manual_clock.ts";
import { stubFetch } from "../../src/testing/stub_fetch.ts";
import {
  API_TOKEN,
  BASIC,
  BEARER,
  CLOUD_ID,
  cloudClient,
  dataCenterClient,
  failsWith,
  PAT,
  SCOPED_TOKEN,
} from "./fixture.ts";

const OK = { json: {} };

const PLACES: readonly {
  readonly name: string;
  readonly site: string;
  readonly credential: Credential | undefined;
  readonly product: Product;
  readonly url: string;
  readonly sent: string | null;
}[] = [
  {
    name: "an API token to Jira on Cloud",
    site: "https://company.atlassian.net",
    credential: API_TOKEN,
    product: "jira",
    url: "https://company.atlassian.net/rest/x",
    sent: BASIC,
  },
  {
    name: "an API token to Confluence on Cloud",
    site: "https://company.atlassian.net",
    credential: API_TOKEN,
    product: "confluence",
    url: "https://company.atlassian.net/wiki/rest/x",
    sent: BASIC,
  },
  {
    name: "a token with scopes to the gateway of its tenant",
    site: "https://company.atlassian.net",
    credential: SCOPED_TOKEN,
    product: "jira",
    url: `https://api.atlassian.com/ex/jira/${CLOUD_ID}/rest/x`,
    sent: BASIC,
  },
  {
    name: "a token with scopes to the gateway's Confluence",
    site: "https://company.atlassian.net",
    credential: SCOPED_TOKEN,
    product: "confluence",
    url: `https://api.atlassian.com/ex/confluence/${CLOUD_ID}/wiki/rest/x`,
    sent: BASIC,
  },
  {
    name: "nothing where there is no credential",
    site: "https://company.atlassian.net",
    credential: undefined,
    product: "jira",
    url: "https://company.atlassian.net/rest/x",
    sent: null,
  },
];

for (const place of PLACES) {
  Deno.test(`createClient() sends ${place.name}`, async () => {
    const network = stubFetch({ url: place.url, reply: OK });
    const { credential } = place;
    const client = createClient({
      site: siteOf(place.site),
      deployment: "cloud",
      credential,
      fetch: network.fetch,
      clock: manualClock(),
      random: () => 0,
    });
    await client.json({ product: place.product, path: "/rest/x" });
    assert.equal(network.requests[0]?.headers.get("authorization"), place.sent);
    network.verify();
  });
}

Deno.test("createClient() sends a PAT as Bearer, below the context path", async () => {
  const { client, network } = dataCenterClient([{ url: "https://jira.company.com/jira/rest/x", reply: OK }]);
  await client.json({ path: "/rest/x" });
  assert.equal(network.requests[0]?.headers.get("authorization"), BEARER);
});

Deno.test("createClient() takes a Data Center's Confluence at its base", async () => {
  const { client, network } = dataCenterClient([{ url: "https://jira.company.com/jira/rest/x", reply: OK }], {
    product: "confluence",
    credential: PAT,
  });
  await client.json({ product: "confluence", path: "/rest/x" });
  network.verify();
});

Deno.test("createClient() refuses a request to the product that a Data Center base is not", async () => {
  const { client, network } = dataCenterClient([]);
  const error = await failsWith(client.json({ product: "confluence", path: "/rest/x" }), "usage");
  assert.equal(error.message, '"https://jira.company.com/jira" is Jira, not Confluence');
  network.verify();
});

for (
  const name of [
    "Authorization",
    "authorization ",
    "Cookie",
    "Host",
    "Proxy-Authorization",
    "Content-Length",
    "Transfer-Encoding",
    "X-HTTP-Method-Override",
    "X-Method-Override",
  ]
) {
  Deno.test(`createClient() lets no caller set the header "${name}"`, async () => {
    const { client, network } = cloudClient([]);
    await failsWith(client.json({ path: "/rest/x", headers: { [name]: "mine" } }), "usage");
    network.verify();
  });
}

Deno.test("createClient() says nothing of the value of a header that cannot be sent", async () => {
  const { client } = cloudClient([]);
  const error = await failsWith(
    client.json({ path: "/rest/x", headers: { "X-Key": "very\nsecret" } }),
    "usage",
  );
  assert.ok(!`${error.message} ${error.hint}`.includes("secret"));
});

Deno.test("onRefused gives a second credential, and the request is sent again with it", async () => {
  const gateway = `https://api.atlassian.com/ex/jira/${CLOUD_ID}/rest/x`;
  const { client, network } = cloudClient([
    { method: "POST", url: "https://company.atlassian.net/rest/x", reply: { json: {}, status: 401 } },
    { method: "POST", url: gateway, reply: { json: { ok: 1 } }, times: 2 },
  ], { onRefused: () => Promise.resolve(SCOPED_TOKEN) });
  assert.deepEqual(await client.json({ path: "/rest/x", method: "POST", json: {} }), { ok: 1 });
  assert.deepEqual(await client.json({ path: "/rest/x", method: "POST", json: {} }), { ok: 1 });
  network.verify();
});

Deno.test("onRefused is asked once for many requests that are refused at the same time", async () => {
  let asked = 0;
  const { client, network } = cloudClient([
    { url: "https://company.atlassian.net/rest/x", reply: { json: {}, status: 401 }, times: 3 },
    { url: `https://api.atlassian.com/ex/jira/${CLOUD_ID}/rest/x`, reply: { json: 1 }, times: 3 },
  ], {
    onRefused: () => {
      asked++;
      return Promise.resolve(SCOPED_TOKEN);
    },
  });
  await Promise.all([1, 2, 3].map(() => client.json({ path: "/rest/x" })));
  assert.equal(asked, 1);
  network.verify();
});

Deno.test("onRefused leaves the first refusal to be told when its credential is refused, too", async () => {
  const { client, network } = cloudClient([
    { url: "https://company.atlassian.net/rest/x", reply: { json: {}, status: 401 } },
    { url: `https://api.atlassian.com/ex/jira/${CLOUD_ID}/rest/x`, reply: { json: {}, status: 401 } },
  ], { onRefused: () => Promise.resolve(SCOPED_TOKEN) });
  const error = await failsWith(client.json({ path: "/rest/x" }), "authentication-failed");
  assert.ok(error instanceof HttpError);
  assert.equal(error.request, "GET https://company.atlassian.net/rest/x");
  assert.equal(client.url("jira", "/a").host, "company.atlassian.net");
  network.verify();
});

Deno.test("onRefused's credential stays in use when its first request fails for another reason", async () => {
  const gateway = `https://api.atlassian.com/ex/jira/${CLOUD_ID}/rest/x`;
  const { client, network } = cloudClient([
    { url: "https://company.atlassian.net/rest/x", reply: { json: {}, status: 401 } },
    { url: gateway, reply: { json: {}, status: 404 } },
    { url: gateway, reply: { json: { ok: 1 } } },
  ], { onRefused: () => Promise.resolve(SCOPED_TOKEN) });
  await failsWith(client.json({ path: "/rest/x" }), "not-found");
  assert.deepEqual(await client.json({ path: "/rest/x" }), { ok: 1 });
  network.verify();
});

Deno.test("onRefused's credential is not sent twice when it is refused later", async () => {
  const gateway = `https://api.atlassian.com/ex/jira/${CLOUD_ID}/rest/x`;
  const { client, network } = cloudClient([
    { url: "https://company.atlassian.net/rest/x", reply: { json: {}, status: 401 } },
    { url: gateway, reply: { json: { ok: 1 } } },
    { url: gateway, reply: { json: {}, status: 401 } },
  ], { onRefused: () => Promise.resolve(SCOPED_TOKEN) });
  await client.json({ path: "/rest/x" });
  await failsWith(client.json({ path: "/rest/x" }), "authentication-failed");
  network.verify();
});

Deno.test("onRefused that has nothing leaves the refusal", async () => {
  const { client, network } = cloudClient([{ url: "/rest/x", reply: { json: {}, status: 401 } }], {
    onRefused: () => Promise.resolve(undefined),
  });
  await failsWith(client.json({ path: "/rest/x" }), "authentication-failed");
  network.verify();
});

Deno.test("onRefused is not asked when an account may not do something", async () => {
  const { client, network } = cloudClient([{ url: "/rest/x", reply: { json: {}, status: 403 } }], {
    onRefused: () => Promise.reject(new Error("asked")),
  });
  await failsWith(client.json({ path: "/rest/x" }), "permission");
  network.verify();
});

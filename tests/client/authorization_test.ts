import assert from "node:assert/strict";
import { createClient } from "../../src/client.ts";
import type { Credential } from "../../src/credential.ts";
import { type Product, siteOf } from "../../src/site.ts";
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

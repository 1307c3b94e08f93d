import assert from "node:assert/strict";
import { createClient } from "../../src/client/client.ts";
import { siteOf } from "../../src/site/site.ts";
import { manualClock } from "../../src/testing/manual_clock.ts";
import { stubFetch } from "../../src/testing/stub_fetch.ts";
import { API_TOKEN, cloudClient, failsWith } from "./fixture.ts";

const MEDIA = "https://media.test/1";
const SENT_ON = {
  url: "/rest/a",
  reply: () => new Response(null, { status: 302, headers: { location: MEDIA } }),
};
const DOWNLOAD = { path: "/rest/a", accept: "*/*", followForeign: true } as const;

function names(
  known: Readonly<Record<string, readonly string[]>>,
): (name: string) => Promise<readonly string[]> {
  return (name) => Promise.resolve(known[name] ?? []);
}

const PRIVATE = [
  "127.0.0.1",
  "10.1.2.3",
  "169.254.169.254",
  "::1",
  "::ffff:169.254.169.254",
  "fd00:ec2::254",
  "fe80::1%eth0",
  "0:0:0:0:0:ffff:a9fe:a9fe",
  "64:ff9b::a9fe:a9fe",
  "no address",
];

for (const address of PRIVATE) {
  Deno.test(`a download is not sent on to a name that leads to ${address}`, async () => {
    const lookup = names({ "media.test": ["93.184.215.14", address] });
    const { client, network } = cloudClient([SENT_ON], { lookup });
    const error = await failsWith(client.fetch(DOWNLOAD), "redirect-refused");
    assert.equal(error.message, 'Refused to download from "media.test": it resolves to a private address');
    network.verify();
  });
}

for (const addresses of [["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"], []]) {
  Deno.test(`a download is sent on to a name that leads to ${addresses.join(", ") || "nothing known"}`, async () => {
    const stub = { url: MEDIA, reply: { text: "bytes" } };
    const { client, network } = cloudClient([SENT_ON, stub], { lookup: names({ "media.test": addresses }) });
    assert.equal(await (await client.fetch(DOWNLOAD)).text(), "bytes");
    network.verify();
  });
}

Deno.test("a site that is inside by its name's address may send a download on to another that is", async () => {
  const site = "https://jira.company.test";
  const network = stubFetch({ ...SENT_ON, url: `${site}/rest/a` }, { url: MEDIA, reply: { text: "bytes" } });
  const client = createClient({
    ...{ site: siteOf(site), deployment: "data-center", credential: API_TOKEN, fetch: network.fetch },
    ...{ clock: manualClock(), random: () => 0 },
    lookup: names({ "media.test": ["10.0.0.2"], "jira.company.test": ["10.0.0.1"] }),
  });
  assert.equal(await (await client.fetch(DOWNLOAD)).text(), "bytes");
  network.verify();
});

Deno.test("names are not looked up for the site itself, nor behind a proxy", async () => {
  const asked: string[] = [];
  const lookup = (name: string): Promise<readonly string[]> => {
    asked.push(name);
    return Promise.resolve(["10.0.0.1"]);
  };
  const own = cloudClient([{ url: "/rest/a", reply: { json: 1 } }], { lookup });
  await own.client.json({ path: "/rest/a" });
  const stub = { url: MEDIA, reply: { text: "bytes" } };
  const proxied = cloudClient([SENT_ON, stub], {
    lookup,
    proxyFor: () => ({ url: "http://proxy.test:8080/" }),
  });
  await (await proxied.client.fetch(DOWNLOAD)).text();
  assert.deepEqual(asked, []);
});

Deno.test("a look-up that hangs ends with the time for an answer", async () => {
  const lookup = (): Promise<readonly string[]> => new Promise(() => {});
  const { client } = cloudClient([SENT_ON], { lookup, limits: { timeoutMs: 30, maxRetries: 0 } });
  await failsWith(client.fetch(DOWNLOAD), "timeout");
});

import assert from "node:assert/strict";
import type { ClientEvent } from "../../src/client/client.ts";
import { VERSION } from "../../src/core/version.ts";
import type { Stub } from "../../src/testing/stub_fetch.ts";
import { CANARY, CLOUD_ID, cloudClient, dataCenterClient, failsWith, SCOPED_TOKEN } from "./fixture.ts";

const OK: Stub = { url: /.*/, reply: { json: {} } };

Deno.test("a request says who sends it, and that it wants JSON", async () => {
  const { client, network } = cloudClient([OK]);
  await client.json({ path: "/rest/a" });
  const headers = network.requests[0]?.headers;
  assert.equal(headers?.get("user-agent"), `atlcli/${VERSION}`);
  assert.equal(headers?.get("accept"), "application/json");
  assert.equal(headers?.get("x-atlassian-token"), null);
  assert.equal(headers?.get("content-type"), null);
});

for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
  Deno.test(`a ${method} passes the guard against forged requests`, async () => {
    const { client, network } = cloudClient([{ ...OK, method }]);
    await client.json({ path: "/rest/a", method: method.toLowerCase() });
    assert.equal(network.requests[0]?.headers.get("x-atlassian-token"), "no-check");
  });
}

Deno.test("a value is sent as JSON", async () => {
  const { client, network } = cloudClient([{ ...OK, method: "POST" }]);
  await client.json({ path: "/rest/a", method: "POST", json: { text: "ä" } });
  assert.equal(network.requests[0]?.headers.get("content-type"), "application/json");
  assert.equal(network.requests[0]?.body, '{"text":"ä"}');
});

Deno.test("null is a value, too", async () => {
  const { client, network } = cloudClient([{ ...OK, method: "PUT" }]);
  await client.json({ path: "/rest/a", method: "PUT", json: null });
  assert.equal(network.requests[0]?.body, "null");
});

Deno.test("a caller's headers are sent, and may change what is wanted", async () => {
  const { client, network } = cloudClient([OK]);
  await client.text({
    path: "/rest/a",
    accept: "text/plain",
    headers: { "X-Mine": "1", "user-agent": "me" },
  });
  const headers = network.requests[0]?.headers;
  assert.deepEqual([headers?.get("accept"), headers?.get("x-mine"), headers?.get("user-agent")], [
    "text/plain",
    "1",
    "me",
  ]);
});

for (const method of ["", "GE T", "CONNECT", "TRACE", "GET\r\nX: y", "<script>"]) {
  Deno.test(`${JSON.stringify(method)} is not a method`, async () => {
    const { client, network } = cloudClient([]);
    await failsWith(client.json({ path: "/rest/a", method }), "usage");
    network.verify();
  });
}

Deno.test("a request can go to an address that resolve() gave, with more in its query", async () => {
  const { client, network } = cloudClient([{ url: "/wiki/rest/a?cursor=x&limit=5", reply: { json: 1 } }]);
  const path = client.resolve("/rest/a?cursor=x", "confluence");
  await client.json({ product: "confluence", path, query: { limit: 5 } });
  network.verify();
});

const READING: readonly (readonly [method: string, path: string])[] = [
  ["GET", "/rest/api/3/issue/A-1"],
  ["HEAD", "/rest/api/3/issue/A-1"],
  ["POST", "/rest/api/3/search/jql"],
  ["POST", "/rest/api/2/search"],
  ["POST", "/rest/api/3/search/approximate-count"],
  ["POST", "/rest/api/3/jql/parse"],
  ["POST", "/rest/api/3/issue/bulkfetch"],
  ["POST", "/wiki/api/v2/users-bulk"],
  ["POST", "/wiki/api/v2/content/convert-ids-to-types"],
];

for (const [method, path] of READING) {
  Deno.test(`readOnly lets ${method} ${path} through`, async () => {
    const cloud = cloudClient([{ ...OK, method }], { readOnly: true });
    await cloud.client.json({ path, method });
    const scoped = cloudClient([{ ...OK, method }], { readOnly: true, credential: SCOPED_TOKEN });
    await scoped.client.json({ path, method });
    if (path.startsWith("/wiki")) return;
    const dataCenter = dataCenterClient([{ ...OK, method }], { readOnly: true });
    await dataCenter.client.json({ path, method });
  });
}

const CHANGING: readonly (readonly [method: string, path: string])[] = [
  ["POST", "/rest/api/3/issue"],
  ["PUT", "/rest/api/3/issue/A-1"],
  ["PATCH", "/rest/api/3/issue/A-1"],
  ["DELETE", "/rest/api/3/issue/A-1"],
  ["OPTIONS", "/rest/api/3/issue/A-1"],
  ["PUT", "/rest/api/3/search/jql"],
  ["DELETE", "/rest/api/2/search"],
  ["POST", "/rest/api/3/search/jql/"],
  ["POST", "/rest/api/3/search/jql2"],
  ["POST", "/x/rest/api/3/search/jql"],
  ["POST", "/rest/api/3/issue/search"],
  ["POST", "/rest/api/3//search/jql"],
  ["POST", "/rest/api/3/issue?x=/rest/api/3/search/jql"],
  ["POST", `/ex/jira/${CLOUD_ID}/rest/api/3/search/jql`],
  ["PROPFIND", "/rest/api/3/issue"],
];

for (const [method, path] of CHANGING) {
  Deno.test(`readOnly refuses ${method} ${path}, before it is sent`, async () => {
    for (const make of [cloudClient, dataCenterClient]) {
      const { client, network } = make([], { readOnly: true });
      await failsWith(client.json({ path, method }), "read-only");
      network.verify();
    }
  });
}

Deno.test("readOnly also looks at where a redirect sends a POST", async () => {
  const reply = (): Response =>
    new Response(null, { status: 307, headers: { location: "/rest/api/3/issue" } });
  const { client, network } = cloudClient([{ method: "POST", url: "/rest/api/3/search/jql", reply }], {
    readOnly: true,
  });
  await failsWith(client.json({ path: "/rest/api/3/search/jql", method: "POST", json: {} }), "read-only");
  network.verify();
});

function listening(
  stubs: readonly Stub[],
): { readonly events: ClientEvent[] } & ReturnType<typeof cloudClient> {
  const events: ClientEvent[] = [];
  const onEvent = (event: ClientEvent): void => void events.push(event);
  return { events, ...cloudClient(stubs, { onEvent, limits: { maxRetries: 1 } }) };
}

Deno.test("onEvent tells of requests and answers", async () => {
  const { client, events } = listening([OK]);
  await client.json({ path: "/rest/a", query: { b: "c" } });
  const url = "https://company.atlassian.net/rest/a?b=c";
  assert.deepEqual(events, [
    {
      kind: "request",
      method: "GET",
      url,
      headers: { accept: "application/json", "user-agent": `atlcli/${VERSION}`, authorization: "[secret]" },
    },
    { kind: "response", method: "GET", url, status: 200, ms: 0 },
  ]);
});

Deno.test("onEvent tells of waits and faults", async () => {
  const { client, events } = listening([
    { url: "/rest/a", reply: { json: {}, status: 429 } },
    { url: "/rest/a", reply: { error: new TypeError("fetch failed") } },
  ]);
  await failsWith(client.json({ path: "/rest/a", query: { b: "c" } }), "network");
  const url = "https://company.atlassian.net/rest/a?b=c";
  const kinds = events.map((event) => event.kind);
  assert.deepEqual(kinds, ["request", "response", "wait", "request", "fault"]);
  assert.deepEqual(events[2], {
    kind: "wait",
    method: "GET",
    url,
    ms: 2_000,
    attempt: 2,
    reason: "Rate limited (429)",
  });
});

Deno.test("onEvent never tells the token, nor what a caller's headers hold", async () => {
  const { client, events } = listening([OK]);
  await client.json({ path: "/rest/a", headers: { "X-Api-Key": "very-private" } });
  const told = JSON.stringify(events);
  assert.ok(
    !told.includes(CANARY) && !told.includes(btoa(CANARY).slice(0, 10)) && !told.includes("very-private"),
    told,
  );
});

Deno.test("onEvent tells another host's address without its query", async () => {
  const { client, events } = listening([
    {
      url: "/rest/a",
      reply: () => new Response(null, { status: 302, headers: { location: "https://cdn.test/1?token=x" } }),
    },
    { url: "https://cdn.test/1?token=x", reply: { text: "bytes" } },
  ]);
  await client.text({ path: "/rest/a", accept: "*/*", followForeign: true });
  assert.ok(!JSON.stringify(events).includes("token=x"));
  assert.deepEqual(events.map((event) => event.url).slice(2), ["https://cdn.test/1", "https://cdn.test/1"]);
});

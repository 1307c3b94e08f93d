import assert from "node:assert/strict";
import * as z from "zod/mini";
import { HttpError } from "../../src/core/errors.ts";
import type { Client } from "../../src/client/client.ts";
import type { ProxyServer } from "../../src/core/proxy_server.ts";
import type { StubReply } from "../../src/testing/stub_fetch.ts";
import { BASIC, CANARY, cloudClient, failsWith } from "./fixture.ts";

const HTML = { "content-type": "text/html;charset=UTF-8" };
const PAGE = "<html><form action='/login'><input type=password></form> very private page";

function answering(reply: StubReply): ReturnType<typeof cloudClient> {
  return cloudClient([{ url: /.*/, reply }], { limits: { maxRetries: 0 } });
}

Deno.test("json() gives what the server sent", async () => {
  const { client } = answering({ json: { a: [1, "ä"] } });
  assert.deepEqual(await client.json({ path: "/rest/a" }), { a: [1, "ä"] });
});

/** A response with a key and a list of ids. */
const IDS = z.object({ key: z.string(), ids: z.array(z.object({ id: z.number() })) });

Deno.test("json() returns a value of the shape", async () => {
  const value = { key: "PROJ-1", ids: [{ id: 1 }] };
  const { key, ids } = await answering({ json: value }).client.json({ path: "/rest/a", shape: IDS });
  assert.deepEqual({ key, ids }, value);
});

for (
  const [value, message] of [
    [{ key: "PROJ-1", ids: [{ id: 1 }, { id: "2" }] }, 'The response lacks "ids.1.id"'],
    [{ ids: [] }, 'The response lacks "key"'],
    [[], "The response is empty or of another type"],
  ] as const
) {
  Deno.test(`json() refuses ${JSON.stringify(value)}, which has another shape`, async () => {
    const { client } = answering({ json: value, status: 201 });
    const error = await failsWith(client.json({ path: "/rest/a", shape: IDS }), "bad-response");
    assert.ok(error instanceof HttpError);
    assert.equal(error.message, `${message}: GET https://company.atlassian.net/rest/a`);
    assert.equal(error.status, 201);
  });
}

Deno.test("json() refuses an empty response when a shape is expected", async () => {
  const { client } = answering({ text: "", headers: { "content-type": "application/json" } });
  const error = await failsWith(client.json({ path: "/rest/a", shape: IDS }), "bad-response");
  assert.match(error.message, /^The response is empty or of another type: /);
});

Deno.test("json() gives undefined for an empty answer", async () => {
  for (const status of [200, 201, 204]) {
    const reply: StubReply = () => new Response(status === 204 ? null : "", { status });
    assert.equal(await answering(reply).client.json({ path: "/rest/a" }), undefined);
  }
});

for (
  const type of [
    "application/json",
    "application/json;charset=UTF-8",
    "application/problem+json",
    "APPLICATION/JSON",
  ]
) {
  Deno.test(`json() reads ${type}`, async () => {
    const { client } = answering({ text: "[1]", headers: { "content-type": type } });
    assert.deepEqual(await client.json({ path: "/rest/a" }), [1]);
  });
}

Deno.test("json() reads JSON that names no type", async () => {
  const reply: StubReply = () => new Response(new TextEncoder().encode("[1]"));
  assert.deepEqual(await answering(reply).client.json({ path: "/rest/a" }), [1]);
});

Deno.test("json() drops a byte order mark", async () => {
  const { client } = answering({ text: "\ufeff[1]", headers: { "content-type": "application/json" } });
  assert.deepEqual(await client.json({ path: "/rest/a" }), [1]);
});

for (const type of ["text/plain", "image/png", "application/xml", "rubbish"]) {
  Deno.test(`json() refuses ${type}`, async () => {
    const { client } = answering({ text: "[1]", headers: { "content-type": type } });
    await failsWith(client.json({ path: "/rest/a" }), "bad-response");
  });
}

for (const text of ["{", "[1,]", "undefined", "NaN", "{'a':1}", "[1] [2]", "\u0000"]) {
  Deno.test(`json() refuses ${JSON.stringify(text)}`, async () => {
    const { client } = answering({ text, headers: { "content-type": "application/json" } });
    const error = await failsWith(
      client.json({ path: "/rest/a", query: { jql: "private" } }),
      "bad-response",
    );
    assert.equal(
      error.message,
      "The response is not valid JSON, despite its content type: GET https://company.atlassian.net/rest/a",
    );
  });
}

Deno.test("json() refuses invalid UTF-8", async () => {
  const bytes = Uint8Array.of(0x22, 0xff, 0xfe, 0x22);
  const reply: StubReply = () => new Response(bytes, { headers: { "content-type": "application/json" } });
  const error = await failsWith(answering(reply).client.json({ path: "/rest/a" }), "bad-response");
  assert.match(error.message, /not valid UTF-8/);
});

Deno.test("a web page in place of data is a login page, and is not quoted", async () => {
  for (const send of ["json", "text", "fetch"] as const) {
    const { client } = answering({ text: PAGE, headers: HTML });
    const error = await failsWith(client[send]({ path: "/rest/a" }), "sso-page");
    assert.ok(!JSON.stringify(error).includes("private") && !error.message.includes("<"));
  }
});

Deno.test("a success without a body is no login page, though it is labelled as HTML", async () => {
  const { client } = answering({ text: "", headers: { ...HTML, "content-length": "0" } });
  assert.equal(await client.json({ path: "/rest/a" }), undefined);
});

Deno.test("a web page is an answer to whom asked for one", async () => {
  for (const accept of ["text/html", "*/*", "text/*"]) {
    const { client } = answering({ text: PAGE, headers: HTML });
    assert.equal(await client.text({ path: "/rest/a", accept }), PAGE);
  }
});

const REASONS: readonly (readonly [name: string, headers: Record<string, string>, anonymous: boolean])[] = [
  ["AUTHENTICATED_FAILED", { "x-seraph-loginreason": "AUTHENTICATED_FAILED" }, true],
  ["AUTHENTICATION_DENIED", { "x-seraph-loginreason": "AUTHENTICATION_DENIED" }, true],
  ["OUT", { "x-seraph-loginreason": "OUT" }, true],
  ["OK", { "x-seraph-loginreason": "OK" }, false],
  ["OUT beside OK", { "x-seraph-loginreason": "OUT, OK" }, false],
  ["AUTHENTICATED_FAILED beside OK", { "x-seraph-loginreason": "OK, AUTHENTICATED_FAILED" }, true],
  ["anonymous", { "x-ausername": "anonymous" }, true],
  ["a user", { "x-ausername": "ada" }, false],
  ["nothing", {}, false],
];

for (const [name, headers, anonymous] of REASONS) {
  Deno.test(`a success that says ${name} is ${anonymous ? "" : "not "}an anonymous one`, async () => {
    const work = answering({ json: { issues: [] }, headers }).client.json({ path: "/rest/a" });
    if (anonymous) await failsWith(work, "anonymous");
    else assert.deepEqual(await work, { issues: [] });
  });
}

Deno.test("a success is anonymous only if no credential was sent", async () => {
  const { client } = cloudClient([{
    url: "/rest/a",
    reply: { json: 1, headers: { "x-ausername": "anonymous" } },
  }], {
    credential: undefined,
  });
  assert.equal(await client.json({ path: "/rest/a" }), 1);
});

Deno.test("an error does not repeat the token that a server quotes", async () => {
  const { client } = answering((request) =>
    Response.json({ message: `bad ${request.headers.get("authorization")} and ${CANARY}!` }, { status: 400 })
  );
  const error = await failsWith(client.json({ path: "/rest/a" }), "bad-request");
  assert.ok(error instanceof HttpError);
  assert.deepEqual(error.details, ["bad [secret] and [secret]!"]);
  assert.ok(!Deno.inspect(error).includes(CANARY) && !Deno.inspect(error).includes(BASIC.slice(6)));
});

Deno.test("onFailed gets each failure before the retry: 64 KiB of its body, without the token", async () => {
  const { client } = cloudClient([
    { url: "/rest/a", reply: { status: 503, text: "x".repeat(70_000) } },
    { url: "/rest/a", reply: { status: 400, text: `bad ${CANARY}` } },
  ]);
  const failed: [status: number, body: string][] = [];
  const onFailed = ({ status, body }: { readonly status: number; readonly body: string }): void =>
    void failed.push([status, body]);
  await failsWith(client.json({ path: "/rest/a", onFailed }), "bad-request");
  assert.deepEqual(failed, [[503, "x".repeat(65_536)], [400, "bad [secret]"]]);
});

Deno.test("anyStatus makes an answer of a failure", async () => {
  const { client } = answering({ text: PAGE, status: 404, headers: HTML });
  const answer = await client.fetch({ path: "/rest/a", anyStatus: true });
  assert.equal(answer.status, 404);
  assert.equal(await answer.text(), PAGE);
});

Deno.test("anyStatus makes an answer of every failure of the site, and none of its proxy", async () => {
  const proxyFor = (url: URL): ProxyServer => ({ url: `http://proxy-for-${url.hostname}:8080/` });
  const clientOf = (status: number): Client =>
    cloudClient([{ url: /.*/, reply: { status, text: "" } }], { limits: { maxRetries: 0 }, proxyFor }).client;
  for (const status of [400, 401, 406, 408, 503]) {
    const answer = await clientOf(status).fetch({ path: "/rest/a", anyStatus: true });
    assert.equal(answer.status, status);
    await answer.body?.cancel();
  }
  const error = await failsWith(clientOf(407).fetch({ path: "/rest/a", anyStatus: true }), "proxy");
  assert.match(error.message, /^The proxy "proxy-for-company\.atlassian\.net:8080" on the way to /);
});

Deno.test("text() refuses invalid UTF-8, and reads the rest", async () => {
  const reply: StubReply = () => new Response(Uint8Array.of(0xff));
  await failsWith(answering(reply).client.text({ path: "/rest/a" }), "bad-response");
  assert.equal(await answering({ text: "ä\n" }).client.text({ path: "/rest/a" }), "ä\n");
});

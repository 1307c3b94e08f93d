import assert from "node:assert/strict";
import { createClient } from "../../src/client/client.ts";
import type { Fetch } from "../../src/core/host.ts";
import { manualClock } from "../../src/testing/manual_clock.ts";
import type { RecordedRequest, StubReply } from "../../src/testing/stub_fetch.ts";
import { API_TOKEN, CLOUD, cloudClient, failsWith, hangingBody } from "./fixture.ts";
import { adviceOn } from "../helpers/advice.ts";

const JSON_TYPE = { "content-type": "application/json" };
/** Short, because these limits run on the system's clock. */
const SHORT = { timeoutMs: 30, maxTimeMs: 60_000, maxRetries: 0 };

function never(): Promise<Response> {
  return new Promise(() => {});
}

function body(stream: ReadableStream<Uint8Array>): StubReply {
  return () => new Response(stream, { headers: JSON_TYPE });
}

Deno.test("headers that do not come end in a timeout, which stops the request", async () => {
  const { client, network } = cloudClient([{ url: "/rest/a", reply: never }], { limits: SHORT });
  const error = await failsWith(client.json({ path: "/rest/a" }), "timeout");
  assert.equal(error.message, '"company.atlassian.net" did not answer within 0.03 s');
  assert.equal(network.requests[0]?.signal?.aborted, true);
});

Deno.test("a body that stops coming ends in a timeout", async () => {
  const { client } = cloudClient([{ url: "/rest/a", reply: body(hangingBody('{"a":')) }], { limits: SHORT });
  await failsWith(client.json({ path: "/rest/a" }), "timeout");
});

Deno.test("the body of a failure that stops coming ends in what the status says", async () => {
  const reply: StubReply = () => new Response(hangingBody("{"), { status: 404, headers: JSON_TYPE });
  const { client } = cloudClient([{ url: "/rest/a", reply }], { limits: SHORT });
  await failsWith(client.json({ path: "/rest/a" }), "not-found");
});

Deno.test("a body that drips for ever ends with the time for all of it", async () => {
  let timer: ReturnType<typeof setInterval> | undefined;
  const drip = new ReadableStream<Uint8Array>({
    start(controller): void {
      timer = setInterval(() => controller.enqueue(Uint8Array.of(0x20)), 5);
    },
    cancel: (): void => clearInterval(timer),
  });
  const limits = { ...SHORT, timeoutMs: 10_000, maxTimeMs: 60 };
  const { client } = cloudClient([{ url: "/rest/a", reply: body(drip) }], { limits });
  const error = await failsWith(client.json({ path: "/rest/a" }), "timeout");
  assert.equal(error.message, '"company.atlassian.net" did not finish within 0.06 s');
  assert.match(adviceOn(error), /--max-time/);
});

Deno.test("a reader who takes his time is not a server that does not respond", async () => {
  const { client } = cloudClient([{ url: "/rest/a", reply: { text: "abc" } }], { limits: SHORT });
  const answer = await client.fetch({ path: "/rest/a" });
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(await answer.text(), "abc");
});

Deno.test("an upload has the time for all of it until the headers come", async () => {
  const slow = async (): Promise<Response> => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    return Response.json(1);
  };
  const { client } = cloudClient([{ method: "PUT", url: "/rest/a", reply: slow }], { limits: SHORT });
  assert.equal(await client.json({ path: "/rest/a", method: "PUT", body: new FormData() }), 1);
});

Deno.test("a timeout of absurd length does not fire immediately", async () => {
  const slow = async (): Promise<Response> => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return Response.json(1);
  };
  const limits = { timeoutMs: 1e15, maxTimeMs: Infinity, maxRetries: 0 };
  const { client } = cloudClient([{ url: "/rest/a", reply: slow }], { limits });
  assert.equal(await client.json({ path: "/rest/a" }), 1);
});

/** A fetch whose answers come when they are let go. */
function gated(): { readonly fetch: Fetch; readonly waiting: () => number; readonly let: () => void } {
  const open: (() => void)[] = [];
  return {
    fetch: () => new Promise((resolve) => open.push(() => resolve(Response.json(1)))),
    waiting: () => open.length,
    let: () => open.shift()?.(),
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

function gatedClient(maxInFlight: number): ReturnType<typeof gated> & {
  readonly client: ReturnType<typeof createClient>;
} {
  const gate = gated();
  const client = createClient({
    site: CLOUD,
    deployment: "cloud",
    credential: API_TOKEN,
    fetch: gate.fetch,
    clock: manualClock(),
    random: () => 0,
    limits: { maxInFlight },
  });
  return { ...gate, client };
}

Deno.test("no more requests run at once than the limit", async () => {
  const { client, waiting, let: letGo } = gatedClient(2);
  const all = Promise.all([1, 2, 3, 4, 5].map(() => client.json({ path: "/rest/a" })));
  await settle();
  assert.equal(waiting(), 2);
  letGo();
  await settle();
  assert.equal(waiting(), 2);
  for (let left = 0; left < 4; left++) {
    letGo();
    await settle();
  }
  assert.deepEqual(await all, [1, 1, 1, 1, 1]);
});

Deno.test("a request is under way until its body was read or cancelled", async () => {
  const { client, waiting, let: letGo } = gatedClient(1);
  const first = client.fetch({ path: "/rest/a" });
  const second = client.fetch({ path: "/rest/b" });
  await settle();
  letGo();
  const answer = await first;
  await settle();
  assert.equal(waiting(), 0);
  await answer.body?.cancel();
  await settle();
  assert.equal(waiting(), 1);
  letGo();
  await (await second).text();
});

Deno.test("an answer to HEAD has no body to read", async () => {
  const stub = { method: "HEAD", url: "/rest/a", reply: body(hangingBody("x")), times: 2 };
  const { client, network } = cloudClient([stub], { limits: { maxInFlight: 1 } });
  for (let count = 0; count < 2; count++) {
    assert.equal((await client.fetch({ path: "/rest/a", method: "HEAD" })).body, null);
  }
  network.verify();
});

Deno.test("a failure gives its place back", async () => {
  const replies: readonly StubReply[] = [
    { json: {}, status: 404 },
    { error: new TypeError("fetch failed") },
    () => new Response(null, { status: 204 }),
    () => new Response("moved", { status: 302, headers: { location: "https://evil.test" } }),
    { text: "<html>", headers: { "content-type": "text/html" } },
    { json: 1 },
  ];
  const { client, network } = cloudClient(replies.map((reply) => ({ url: "/rest/a", reply })), {
    limits: { maxInFlight: 1, maxRetries: 0 },
  });
  for (const _ of replies) await client.json({ path: "/rest/a" }).catch(() => {});
  network.verify();
});

Deno.test("who waits for a place can be stopped, and takes none", async () => {
  const { client, waiting, let: letGo } = gatedClient(1);
  const stop = new AbortController();
  const first = client.json({ path: "/rest/a" });
  const second = client.json({ path: "/rest/b", signal: stop.signal });
  const third = client.json({ path: "/rest/c" });
  await settle();
  stop.abort();
  await failsWith(second, "cancelled");
  letGo();
  await first;
  await settle();
  assert.equal(waiting(), 1);
  letGo();
  await third;
});

Deno.test("a request is stopped before it is sent, while it waits for headers, and while its body comes", async () => {
  const before = new AbortController();
  before.abort();
  const unsent = cloudClient([]);
  await failsWith(unsent.client.json({ path: "/rest/a", signal: before.signal }), "cancelled");
  assert.equal(unsent.network.requests.length, 0);

  for (const reply of [never, body(hangingBody("{"))]) {
    const stop = new AbortController();
    const { client, network } = cloudClient([{ url: "/rest/a", reply }]);
    const work = client.json({ path: "/rest/a", signal: stop.signal });
    await settle();
    stop.abort();
    await failsWith(work, "cancelled");
    assert.equal(network.requests[0]?.signal?.aborted, true);
  }
});

Deno.test("a limit that lets no request through is a programmer's mistake", () => {
  for (const maxInFlight of [0, -1, NaN]) {
    assert.throws(() => cloudClient([], { limits: { maxInFlight } }), RangeError);
  }
});

Deno.test("the headers of a compression that was undone are not passed on", async () => {
  const reply = (_: RecordedRequest): Response =>
    new Response("abc", { headers: { "content-encoding": "gzip", "content-length": "2", "x-a": "1" } });
  const { client } = cloudClient([{ url: "/rest/a", reply }]);
  const answer = await client.fetch({ path: "/rest/a" });
  assert.equal(await answer.text(), "abc");
  assert.deepEqual([answer.headers.get("content-encoding"), answer.headers.get("content-length")], [
    null,
    null,
  ]);
  assert.equal(answer.headers.get("x-a"), "1");
});

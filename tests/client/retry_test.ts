import assert from "node:assert/strict";
import { HttpError } from "../../src/core/errors.ts";
import type { StubReply } from "../../src/testing/stub_fetch.ts";
import { cloudClient, failsWith } from "./fixture.ts";

const OK: StubReply = { json: { ok: 1 } };

function status(status: number, headers: Record<string, string> = {}): StubReply {
  return { json: {}, status, headers };
}

const LOST: StubReply = {
  error: new TypeError(
    "error sending request from 1.2.3.4 for https://company.atlassian.net/ (…): client error (SendRequest): connection closed before message completed",
  ),
};
const REFUSED: StubReply = {
  error: new TypeError(
    "error sending request for url (https://x/): client error (Connect): tcp connect error: Connection refused (os error 111)",
  ),
};
const TLS: StubReply = {
  error: new TypeError(
    "error sending request for url (https://x/): client error (Connect): invalid peer certificate: UnknownIssuer",
  ),
};

for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]) {
  for (const code of [429, 502, 503, 504]) {
    Deno.test(`a ${method} that gets ${code} is sent again`, async () => {
      const { client, network, clock } = cloudClient([
        { method, url: "/rest/a", reply: status(code) },
        { method, url: "/rest/a", reply: OK },
      ]);
      await client.json({ path: "/rest/a", method });
      assert.deepEqual(clock.sleeps, [2_000]);
      network.verify();
    });
  }
}

for (const method of ["POST", "PATCH"]) {
  for (const code of [500, 502, 503, 504]) {
    Deno.test(`a ${method} that gets ${code} is not sent again`, async () => {
      const { client, network } = cloudClient([{ method, url: "/rest/a", reply: status(code) }]);
      await failsWith(client.json({ path: "/rest/a", method, json: {} }), "server");
      network.verify();
    });
  }

  Deno.test(`a ${method} whose connection broke is not sent again`, async () => {
    const { client, network } = cloudClient([{ method, url: "/rest/a", reply: LOST }]);
    await failsWith(client.json({ path: "/rest/a", method, json: {} }), "connection-lost");
    network.verify();
  });

  Deno.test(`a ${method} that gets 429 is sent again, because the server says it did nothing`, async () => {
    const { client, network } = cloudClient([
      { method, url: "/rest/a", reply: status(429) },
      { method, url: "/rest/a", reply: OK, check: ({ body }) => assert.equal(body, '{"a":1}') },
    ]);
    await client.json({ path: "/rest/a", method, json: { a: 1 } });
    network.verify();
  });
}

Deno.test("a POST that says it is idempotent is sent again", async () => {
  const { client, network } = cloudClient([
    { method: "POST", url: "/rest/a", reply: status(503) },
    { method: "POST", url: "/rest/a", reply: LOST },
    { method: "POST", url: "/rest/a", reply: OK },
  ]);
  await client.json({ path: "/rest/a", method: "POST", json: {}, idempotent: true });
  network.verify();
});

for (const code of [400, 401, 403, 404, 409, 410, 422, 500, 501]) {
  Deno.test(`a GET that gets ${code} is not sent again`, async () => {
    const { client, network } = cloudClient([{
      url: "/rest/a",
      reply: status(code, { "retry-after": "1" }),
    }]);
    await assert.rejects(client.json({ path: "/rest/a" }), HttpError);
    network.verify();
  });
}

Deno.test("a stream is not sent again", async () => {
  const { client, network } = cloudClient([{ method: "PUT", url: "/rest/a", reply: status(429) }]);
  await failsWith(
    client.json({ path: "/rest/a", method: "PUT", body: new ReadableStream() }),
    "rate-limited",
  );
  network.verify();
});

Deno.test("it gives up after four retries, 30 s of waiting in all", async () => {
  const { client, network, clock } = cloudClient([{ url: "/rest/a", reply: status(503), times: 5 }]);
  await failsWith(client.json({ path: "/rest/a" }), "server");
  assert.deepEqual(clock.sleeps, [2_000, 4_000, 8_000, 16_000]);
  network.verify();
});

Deno.test("it makes the given number of retries", async () => {
  const { client, network } = cloudClient([{ url: "/rest/a", reply: status(503) }], {
    limits: { maxRetries: 0 },
  });
  await failsWith(client.json({ path: "/rest/a" }), "server");
  network.verify();
});

Deno.test("Retry-After is a minimum", async () => {
  const { client, clock } = cloudClient([
    { url: "/rest/a", reply: status(429, { "retry-after": "20" }) },
    { url: "/rest/a", reply: OK },
  ]);
  await client.json({ path: "/rest/a" });
  assert.deepEqual(clock.sleeps, [23_000]);
});

Deno.test("Retry-After on a success means nothing", async () => {
  const headers = { "retry-after": "0", "x-ratelimit-remaining": "5" };
  const { client, clock } = cloudClient([{ url: "/rest/a", reply: { json: 1, headers } }]);
  await client.json({ path: "/rest/a" });
  assert.deepEqual(clock.sleeps, []);
});

for (const value of ["0", "-1", "rubbish", "", "1e9", "Thu, 01 Jan 1970 00:00:00 GMT"]) {
  Deno.test(`a server that always says 429 with Retry-After "${value}" is left after five tries`, async () => {
    const { client, network, clock } = cloudClient([
      { url: "/rest/a", reply: status(429, { "retry-after": value }), times: 5 },
    ]);
    await failsWith(client.json({ path: "/rest/a" }), "rate-limited");
    assert.deepEqual(clock.sleeps, [2_000, 4_000, 8_000, 16_000]);
    network.verify();
  });
}

for (const value of ["121", "86400", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"]) {
  Deno.test(`Retry-After "${value}" ends it at once`, async () => {
    const { client, network, clock } = cloudClient([{
      url: "/rest/a",
      reply: status(429, { "retry-after": value }),
    }]);
    const error = await failsWith(client.json({ path: "/rest/a" }), "rate-limited");
    assert.ok(error instanceof HttpError && (error.retryAfterMs ?? 0) > 120_000);
    assert.deepEqual(clock.sleeps, []);
    network.verify();
  });
}

Deno.test("Retry-After that is just as long as may be waited is waited, without jitter above the limit", async () => {
  const { client, clock } = cloudClient([
    { url: "/rest/a", reply: status(429, { "retry-after": "120" }) },
    { url: "/rest/a", reply: OK },
  ]);
  await client.json({ path: "/rest/a" });
  assert.deepEqual(clock.sleeps, [120_000]);
});

Deno.test("waits add up", async () => {
  const { client, network, clock } = cloudClient([
    { url: "/rest/a", reply: status(429, { "retry-after": "50" }), times: 3 },
  ]);
  await failsWith(client.json({ path: "/rest/a" }), "rate-limited");
  assert.deepEqual(clock.sleeps, [54_500, 54_500]);
  network.verify();
});

Deno.test("no wait is allowed, none is made", async () => {
  const { client, network } = cloudClient([{ url: "/rest/a", reply: status(429) }], {
    limits: { maxWaitMs: 0 },
  });
  await failsWith(client.json({ path: "/rest/a" }), "rate-limited");
  network.verify();
});

Deno.test("X-RateLimit-Reset counts where there is no Retry-After", async () => {
  const { client, clock } = cloudClient([
    { url: "/rest/a", reply: status(429, { "x-ratelimit-reset": "2026-01-01T00:01Z" }) },
    { url: "/rest/a", reply: OK },
  ]);
  await client.json({ path: "/rest/a" });
  assert.deepEqual(clock.sleeps, [64_500]);
});

Deno.test("Beta- headers are not slept on", async () => {
  const { client, clock } = cloudClient([
    { url: "/rest/a", reply: status(429, { "beta-retry-after": "100" }) },
    { url: "/rest/a", reply: OK },
  ]);
  await client.json({ path: "/rest/a" });
  assert.deepEqual(clock.sleeps, [2_000]);
});

Deno.test("a connection that broke is made again", async () => {
  const { client, network } = cloudClient([{ url: "/rest/a", reply: LOST }, { url: "/rest/a", reply: OK }]);
  assert.deepEqual(await client.json({ path: "/rest/a" }), { ok: 1 });
  network.verify();
});

Deno.test("an answer that breaks off is asked for again", async () => {
  const broken: StubReply = () => {
    const body = new ReadableStream({
      start(controller): void {
        controller.enqueue(new TextEncoder().encode('{"ok":'));
      },
      pull(controller): void {
        controller.error(new TypeError("error reading a body from connection"));
      },
    });
    return new Response(body, { headers: { "content-type": "application/json" } });
  };
  const { client, network } = cloudClient([{ url: "/rest/a", reply: broken }, { url: "/rest/a", reply: OK }]);
  assert.deepEqual(await client.json({ path: "/rest/a" }), { ok: 1 });
  network.verify();
});

Deno.test("a site that was never reached is given up at once", async () => {
  const { client, network, clock } = cloudClient([{ url: "/rest/a", reply: REFUSED }]);
  await failsWith(client.json({ path: "/rest/a" }), "connection-refused");
  assert.deepEqual(clock.sleeps, []);
  network.verify();
});

Deno.test("a site that answered before is given time", async () => {
  const { client, network } = cloudClient([
    { url: "/rest/a", reply: OK },
    { url: "/rest/b", reply: REFUSED },
    { url: "/rest/b", reply: OK },
  ]);
  await client.json({ path: "/rest/a" });
  await client.json({ path: "/rest/b" });
  network.verify();
});

Deno.test("a certificate that is not trusted is not tried again", async () => {
  const { client, network } = cloudClient([{ url: "/rest/a", reply: OK }, { url: "/rest/b", reply: TLS }]);
  await client.json({ path: "/rest/a" });
  await failsWith(client.json({ path: "/rest/b" }), "tls");
  network.verify();
});

Deno.test("an error that does not come from the network passes through unchanged", async () => {
  const bug = new RangeError("a bug");
  const { client, network } = cloudClient([{ url: "/rest/a", reply: { error: bug } }]);
  await assert.rejects(client.json({ path: "/rest/a" }), bug);
  network.verify();
});

Deno.test("a wait ends when the caller stops it", async () => {
  const stop = new AbortController();
  const { client, network } = cloudClient([{ url: "/rest/a", reply: status(503) }], {
    onEvent: (event) => {
      if (event.kind === "wait") stop.abort();
    },
  });
  await failsWith(client.json({ path: "/rest/a", signal: stop.signal }), "cancelled");
  network.verify();
});

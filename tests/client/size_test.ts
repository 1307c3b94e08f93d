import assert from "node:assert/strict";
import type { StubReply } from "../../src/testing/stub_fetch.ts";
import { cloudClient, failsWith } from "./fixture.ts";
import { adviceOn } from "../helpers/advice.ts";

const JSON_TYPE = { "content-type": "application/json" };

function body(stream: ReadableStream<Uint8Array>): StubReply {
  return () => new Response(stream, { headers: JSON_TYPE });
}

/** A body of this many bytes, made as it is read; counts what was read. */
function endless(piece: Uint8Array): {
  readonly stream: ReadableStream<Uint8Array>;
  readonly read: () => number;
  readonly cancelled: () => boolean;
} {
  let read = 0;
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller): void {
      read += piece.byteLength;
      controller.enqueue(piece);
    },
    cancel(): void {
      cancelled = true;
    },
  }, { highWaterMark: 0 });
  return { stream, read: () => read, cancelled: () => cancelled };
}

Deno.test("JSON that is larger than allowed is not read to its end", async () => {
  const big = endless(new TextEncoder().encode(" ".repeat(1_000)));
  const limits = { maxSizeBytes: 10_000 };
  const { client, network } = cloudClient([{ url: "/rest/a", reply: body(big.stream) }], { limits });
  const error = await failsWith(client.json({ path: "/rest/a" }), "bad-response");
  assert.match(error.message, /^The response is larger than 9\.8 KiB: GET/);
  assert.match(adviceOn(error), /--max-size or ATLCLI_MAX_SIZE/);
  assert.ok(big.read() <= 12_000, String(big.read()));
  assert.equal(network.requests[0]?.signal?.aborted, true);
});

Deno.test("a download that is larger than allowed ends at the first piece too many, and the request with it", async () => {
  const big = endless(new Uint8Array(1_000));
  const limits = { maxSizeBytes: 10_000 };
  const { client, network } = cloudClient([{ url: "/rest/a", reply: body(big.stream) }], { limits });
  const answer = await client.fetch({ path: "/rest/a", accept: "*/*" });
  let taken = 0;
  const reading = (async () => {
    for await (const piece of answer.body ?? []) taken += piece.byteLength;
  })();
  const error = await failsWith(reading, "bad-response");
  assert.match(
    error.message,
    /^The response is larger than 9\.8 KiB: GET https:\/\/company\.atlassian\.net\/rest\/a$/,
  );
  assert.deepEqual([taken, big.read(), big.cancelled()], [10_000, 11_000, true]);
  assert.equal(network.requests[0]?.signal?.aborted, true);
});

Deno.test("JSON that is just as large as allowed is read", async () => {
  const { client } = cloudClient([{ url: "/rest/a", reply: { text: '"12345678"', headers: JSON_TYPE } }], {
    limits: { maxSizeBytes: 10 },
  });
  assert.equal(await client.json({ path: "/rest/a" }), "12345678");
});

Deno.test("of a failure's body no more than 64 KiB are read", async () => {
  const big = endless(new Uint8Array(16 * 1024));
  const reply: StubReply = () => new Response(big.stream, { status: 500, headers: JSON_TYPE });
  const { client } = cloudClient([{ url: "/rest/a", reply }]);
  await failsWith(client.json({ path: "/rest/a" }), "server");
  assert.ok(big.read() <= 96 * 1024, String(big.read()));
  assert.equal(big.cancelled(), true);
});

Deno.test("an unused body is cancelled", async () => {
  const big = endless(new Uint8Array(1_000));
  const { client } = cloudClient([{ url: "/rest/a", reply: body(big.stream) }]);
  const answer = await client.fetch({ path: "/rest/a" });
  await answer.body?.cancel();
  assert.equal(big.cancelled(), true);
  assert.equal(big.read(), 0);
});

Deno.test("JSON that is nested 100,000 deep is refused", async () => {
  for (const text of ["[".repeat(100_000) + "]".repeat(100_000), '{"a":'.repeat(100_000)]) {
    const { client } = cloudClient([{ url: "/rest/a", reply: { text, headers: JSON_TYPE } }]);
    const error = await failsWith(client.json({ path: "/rest/a" }), "bad-response");
    assert.match(error.message, /nested deeper than 500 levels/);
  }
});

Deno.test("brackets in strings are no nesting", async () => {
  const text = JSON.stringify(`"\\[${"[{".repeat(1_000)}`);
  const { client } = cloudClient([{ url: "/rest/a", reply: { text, headers: JSON_TYPE } }]);
  assert.equal(await client.json({ path: "/rest/a" }), JSON.parse(text));
});

Deno.test("brackets that were closed are no nesting", async () => {
  const text = JSON.stringify(Array.from({ length: 1_000 }, () => [{}]));
  const { client } = cloudClient([{ url: "/rest/a", reply: { text, headers: JSON_TYPE } }]);
  assert.deepEqual(await client.json({ path: "/rest/a" }), JSON.parse(text));
});

import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { type Client, type ClientOptions, createClient } from "../../src/client/client.ts";
import { denoHost } from "../../src/host/deno/host.ts";
import { AtlcliError, type ErrorCode } from "../../src/core/errors.ts";
import { Secret } from "../../src/core/secret.ts";
import { siteOf } from "../../src/site/site.ts";

const CANARY = "canary-of-the-client";
const JSON_TYPE = { "content-type": "application/json" };
const MIB = 1024 * 1024;

interface Server {
  readonly url: string;
  /** The credential of each request so far. */
  readonly requests: readonly (string | null)[];
}

type Answer = () => Response | Promise<Response>;

async function withServer(answer: Answer, use: (server: Server) => Promise<void>): Promise<void> {
  const requests: (string | null)[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    requests.push(request.headers.get("authorization"));
    return answer();
  });
  try {
    await use({ url: `http://127.0.0.1:${server.addr.port}`, requests });
  } finally {
    await server.shutdown();
  }
}

function clientOf(url: string, limits: ClientOptions["limits"] = {}): Client {
  const host = denoHost();
  return createClient({
    site: siteOf(url),
    deployment: "data-center",
    credential: { kind: "pat", token: new Secret(CANARY) },
    fetch: host.transport().fetch,
    clock: host.clock,
    random: () => 0,
    limits: { maxRetries: 0, ...limits },
  });
}

/** Checks that something fails with this code, and in how many milliseconds at most. */
async function fails(
  work: Promise<unknown>,
  expected: { readonly code: ErrorCode; readonly withinMs: number },
): Promise<void> {
  const started = performance.now();
  const error = await work.then(() => undefined, (thrown: unknown) => thrown);
  const took = performance.now() - started;
  assert.ok(error instanceof AtlcliError, Deno.inspect(error));
  assert.equal(error.code, expected.code, error.message);
  assert.ok(took < expected.withinMs, `took ${took} ms`);
}

/** A body of the given number of chunks of 1 MiB; counts the chunks that were read. */
function large(
  pieces: number,
  byte: number,
): { readonly body: ReadableStream<Uint8Array>; readonly taken: () => number } {
  let taken = 0;
  const piece = new Uint8Array(MIB).fill(byte);
  const body = new ReadableStream<Uint8Array>({
    pull(controller): void {
      if (taken === pieces) return controller.close();
      taken++;
      controller.enqueue(piece);
    },
  }, { highWaterMark: 0 });
  return { body, taken: () => taken };
}

/** 128 MiB of spaces, in 128 KiB. */
function bomb(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(gzipSync(new Uint8Array(128 * MIB).fill(0x20)));
}

Deno.test("2 GB of JSON are left after 64 MiB", async () => {
  const big = large(2_048, 0x20);
  // Deno 2.4 would compress what says that it is JSON, and run far ahead of its reader.
  const headers = { ...JSON_TYPE, "cache-control": "no-transform" };
  await withServer(() => new Response(big.body, { headers }), async ({ url }) => {
    await fails(clientOf(url).json({ path: "/rest/a" }), { code: "bad-response", withinMs: 20_000 });
  });
  assert.ok(big.taken() < 100, `${big.taken()} MiB were taken`);
});

Deno.test("a gzip bomb is aborted at the size limit", async () => {
  const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
  await withServer(() => new Response(bomb(), { headers }), async ({ url }) => {
    await fails(clientOf(url, { maxSizeBytes: 4 * MIB }).json({ path: "/rest/a" }), {
      code: "bad-response",
      withinMs: 20_000,
    });
  });
});

Deno.test("a gzip bomb in the body of a failure is left after 64 KiB", async () => {
  const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
  await withServer(() => new Response(bomb(), { status: 500, headers }), async ({ url }) => {
    await fails(clientOf(url).json({ path: "/rest/a" }), { code: "server", withinMs: 20_000 });
  });
});

Deno.test("headers that never come end in a timeout", async () => {
  const release = Promise.withResolvers<Response>();
  await withServer(() => release.promise, async ({ url }) => {
    await fails(clientOf(url, { timeoutMs: 150 }).json({ path: "/rest/a" }), {
      code: "timeout",
      withinMs: 5_000,
    });
    release.resolve(new Response());
  });
});

Deno.test("a body that drips for ever ends with the time for all of it", async () => {
  let timer: ReturnType<typeof setInterval> | undefined;
  const drip = new ReadableStream<Uint8Array>({
    start(controller): void {
      timer = setInterval(() => controller.enqueue(Uint8Array.of(0x20)), 20);
    },
    cancel: (): void => clearInterval(timer),
  });
  await withServer(() => new Response(drip, { headers: JSON_TYPE }), async ({ url }) => {
    const limits = { timeoutMs: 5_000, maxTimeMs: 300 };
    await fails(clientOf(url, limits).json({ path: "/rest/a" }), { code: "timeout", withinMs: 5_000 });
  });
});

Deno.test("JSON that is nested 100,000 deep is refused", async () => {
  const text = "[".repeat(100_000) + "]".repeat(100_000);
  await withServer(() => new Response(text, { headers: JSON_TYPE }), async ({ url }) => {
    await fails(clientOf(url).json({ path: "/rest/a" }), { code: "bad-response", withinMs: 5_000 });
  });
});

for (const status of [301, 302, 303, 307, 308]) {
  Deno.test(`a ${status} to another port is not followed`, async () => {
    await withServer(() => Response.json({}), async (stranger) => {
      const headers = { location: `${stranger.url}/rest/a` };
      await withServer(() => new Response(null, { status, headers }), async ({ url, requests }) => {
        for (const method of ["GET", "POST", "PUT"]) {
          const work = clientOf(url).json({ path: "/rest/a", method });
          await fails(work, { code: "redirect-refused", withinMs: 5_000 });
        }
        assert.deepEqual(requests, Array(3).fill(`Bearer ${CANARY}`));
      });
      assert.equal(stranger.requests.length, 0);
    });
  });
}

Deno.test("a link to another port is refused before anything is sent", async () => {
  await withServer(() => Response.json({}), async (stranger) => {
    await withServer(() => Response.json({ next: `${stranger.url}/rest/b` }), async ({ url }) => {
      const client = clientOf(url);
      const answer = await client.json({ path: "/rest/a" });
      assert.ok(typeof answer === "object" && answer !== null && "next" in answer);
      assert.throws(() => client.resolve(String(answer.next)), AtlcliError);
    });
    assert.equal(stranger.requests.length, 0);
  });
});

Deno.test("a redirect of a download to plain http, or to this machine, is not followed", async () => {
  await withServer(() => new Response("bytes"), async (stranger) => {
    const headers = { location: `${stranger.url}/file` };
    await withServer(() => new Response(null, { status: 302, headers }), async ({ url }) => {
      const work = clientOf(url).fetch({ path: "/rest/a", accept: "*/*", followForeign: true });
      await fails(work, { code: "redirect-refused", withinMs: 5_000 });
    });
    assert.equal(stranger.requests.length, 0);
  });
});

Deno.test("a large download is passed on piece by piece", async () => {
  const big = large(256, 0x61);
  await withServer(() => new Response(big.body), async ({ url }) => {
    const answer = await clientOf(url).fetch({ path: "/rest/a", accept: "*/*" });
    let bytes = 0;
    let largest = 0;
    for await (const piece of answer.body ?? []) {
      bytes += piece.byteLength;
      largest = Math.max(largest, piece.byteLength);
    }
    assert.equal(bytes, 256 * MIB);
    assert.ok(largest <= 4 * MIB);
  });
});

Deno.test("a caller who stops reading closes the connection", async () => {
  const stopped = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    start: (controller): void => controller.enqueue(new TextEncoder().encode("{")),
    cancel: (): void => stopped.resolve(),
  });
  await withServer(() => new Response(body, { headers: JSON_TYPE }), async ({ url }) => {
    const stop = new AbortController();
    const work = clientOf(url).json({ path: "/rest/a", signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await fails(work, { code: "cancelled", withinMs: 5_000 });
    await stopped.promise;
  });
});

Deno.test("200 requests at once are eight at a time", async () => {
  let now = 0;
  let most = 0;
  const answer = async (): Promise<Response> => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 1));
    now--;
    return Response.json({});
  };
  await withServer(answer, async ({ url, requests }) => {
    const client = clientOf(url);
    await Promise.all(Array.from({ length: 200 }, () => client.json({ path: "/rest/a" })));
    assert.equal(requests.length, 200);
  });
  assert.ok(most <= 8, `${most} at once`);
});

/** A release is fetched over https, within its limits of time and size, and nothing is left running. */
import assert from "node:assert/strict";
import { type BodyLimits, readBody, watchedFetch } from "../../src/cli/commands/upgrade/release_body.ts";

const START = new URL("https://r.test/a");

function limits(more: Partial<BodyLimits> = {}): BodyLimits {
  return {
    timeoutMs: 5_000,
    maxBytes: 10,
    signal: new AbortController().signal,
    toError: (thrown) => new Error(`converted: ${thrown instanceof Error ? thrown.message : thrown}`),
    ...more,
  };
}

type Answer = () => Response;

/** Answers in order. Returns the requested URLs, too. */
function answering(...answers: readonly Answer[]) {
  const urls: string[] = [];
  const fetch = (url: URL | string | Request, init?: RequestInit): Promise<Response> => {
    assert.equal(init?.redirect, "manual");
    urls.push(String(url));
    const answer = answers[urls.length - 1] ?? (() => assert.fail(`not expected: ${url}`));
    return Promise.resolve(answer());
  };
  return { fetch, urls };
}

function to(location: string, status = 302): Answer {
  return () => new Response(null, { status, headers: { location } });
}

/** Runs with timers that the test fires; none may be left. */
async function withTimers(run: (timers: Map<number, () => void>) => Promise<void>): Promise<void> {
  const timers = new Map<number, () => void>();
  const { setTimeout, clearTimeout } = globalThis;
  let count = 0;
  Reflect.set(globalThis, "setTimeout", (fire: () => void) => {
    timers.set(++count, fire);
    return count;
  });
  Reflect.set(globalThis, "clearTimeout", (id: number) => timers.delete(id));
  try {
    await run(timers);
    assert.equal(timers.size, 0);
  } finally {
    Reflect.set(globalThis, "setTimeout", setTimeout);
    Reflect.set(globalThis, "clearTimeout", clearTimeout);
  }
}

/** A body of pieces, which counts how often it was read, and notes why it was cancelled. */
function source(...pieces: readonly string[]) {
  const seen: { pulls: number; cancelled: unknown } = { pulls: 0, cancelled: undefined };
  const left = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull(controller): void {
      seen.pulls++;
      const piece = left.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(piece));
    },
    cancel(reason): void {
      seen.cancelled = reason ?? "no reason";
    },
  }, { highWaterMark: 0 });
  return { seen, body };
}

async function textOf(fetch: ReturnType<typeof answering>["fetch"], more?: Partial<BodyLimits>) {
  const { status, body } = await watchedFetch(fetch, START, limits(more));
  return [status, new TextDecoder().decode(await readBody(body))];
}

Deno.test("five redirects of any status are followed, each from the last URL, and not one more", async () => {
  const chain = [to("b/1", 301), to("2", 302), to("3", 303), to("4", 307), to("5", 308)];
  const { fetch, urls } = answering(...chain, () => new Response("new"));
  assert.deepEqual(await textOf(fetch), [200, "new"]);
  assert.deepEqual(urls, [START.href, ...[1, 2, 3, 4, 5].map((at) => `https://r.test/b/${at}`)]);
  const longer = answering(...chain, to("6"));
  await assert.rejects(textOf(longer.fetch), /converted: .*\/a: too many redirects$/);
});

Deno.test("a redirect's body is cancelled", async () => {
  const { seen, body } = source("moved");
  const { fetch } = answering(
    () => new Response(body, { status: 302, headers: { location: "/b" } }),
    () => new Response("new"),
  );
  await textOf(fetch);
  assert.notEqual(seen.cancelled, undefined);
});

Deno.test("a status without a location, and a location without such a status, redirect to nowhere", async () => {
  for (const status of [301, 302, 304, 309]) {
    const answer: Answer = () => new Response(null, { status: status === 309 ? 409 : status });
    assert.equal((await textOf(answering(answer).fetch))[1], "");
  }
  const { fetch } = answering(() => new Response("x", { status: 201, headers: { location: "/b" } }));
  assert.deepEqual(await textOf(fetch), [201, "x"]);
});

for (
  const [from, location, isFollowed] of [
    ["https://r.test/a", "https://s.test/b", true],
    ["https://r.test/a", "http://r.test/b", false],
    ["https://r.test/a", "http://127.0.0.1/b", false],
    ["https://r.test/a", "ftp://127.0.0.1/b", false],
    ["https://r.test/a", "http://[", false],
    ["http://127.0.0.1/a", "http://127.0.0.1/b", true],
    ["http://127.0.0.1/a", "https://r.test/b", true],
    ["http://127.0.0.1/a", "http://r.test/b", false],
    ["http://127.0.0.1/a", "ftp://127.0.0.1/b", false],
  ] as const
) {
  Deno.test(`a redirect from ${from} to ${location} is ${isFollowed ? "" : "not "}followed`, async () => {
    const { fetch, urls } = answering(to(location), () => new Response("new"));
    const work = watchedFetch(fetch, new URL(from), limits());
    if (isFollowed) assert.equal(new TextDecoder().decode(await readBody((await work).body)), "new");
    else await assert.rejects(work, /without https$/);
    assert.equal(urls.length, isFollowed ? 2 : 1);
  });
}

Deno.test("each piece is reported with the bytes so far, and the total if it is known", async () => {
  for (const [headers, total] of [[{ "content-length": "5" }, 5], [{}, undefined]] as const) {
    const told: unknown[] = [];
    const { fetch } = answering(() => new Response(source("ab", "cde").body, { headers: { ...headers } }));
    await textOf(fetch, { onPiece: (...numbers) => told.push(numbers) });
    assert.deepEqual(told, [[2, total], [5, total]]);
  }
});

Deno.test("a body may have as many bytes as allowed, and is cancelled at one more", async () => {
  assert.deepEqual(await textOf(answering(() => new Response("0123456789")).fetch), [200, "0123456789"]);
  const { seen, body } = source("01234", "567890", "never");
  await withTimers(async () => {
    await assert.rejects(textOf(answering(() => new Response(body)).fetch), /larger than 10 bytes/);
  });
  assert.deepEqual([seen.pulls, seen.cancelled], [2, "no reason"]);
});

Deno.test("a body is read when it is asked for, and cancelled with its reader's reason", async () => {
  await withTimers(async () => {
    const { seen, body } = source("ab");
    const answer = await watchedFetch(answering(() => new Response(body)).fetch, START, limits());
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    assert.equal(seen.pulls, 0);
    await answer.body.cancel("enough");
    assert.equal(seen.cancelled, "enough");
  });
});

Deno.test("each piece renews the time limit, and the end stops it", async () => {
  await withTimers(async (timers) => {
    const { fetch } = answering(() => new Response(source("ab", "cd").body));
    const { body } = await watchedFetch(fetch, START, limits());
    const reader = body.getReader();
    const ids: unknown[] = [];
    for (let end = false; !end;) {
      ids.push([...timers.keys()]);
      end = (await reader.read()).done;
    }
    assert.deepEqual(ids, [[1], [2], [3]]);
  });
});

Deno.test("a server that says nothing for too long ends the request, and the body", async () => {
  await withTimers(async (timers) => {
    const fire = (): void => timers.values().next().value?.();
    const silent = (_url: unknown, init?: RequestInit): Promise<Response> =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener("abort", () => reject(new Error("aborted")))
      );
    const asked = watchedFetch(silent, START, limits());
    fire();
    await assert.rejects(asked, { message: '"r.test" did not respond within 5 s' });
  });
});

Deno.test("an error of the network is converted, and leaves no timer", async () => {
  await withTimers(async () => {
    const failing = (): Promise<Response> => Promise.reject(new Error("refused"));
    await assert.rejects(watchedFetch(failing, START, limits()), { message: "converted: refused" });
  });
});

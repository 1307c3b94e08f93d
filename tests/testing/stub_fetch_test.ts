import assert from "node:assert/strict";
import { type Stub, StubError, stubFetch } from "../../src/testing/stub_fetch.ts";

const HERE = new URL("https://site.test/a?b=1");
const ANSWERED: Stub = { url: "/a", reply: { json: { ok: true } } };

Deno.test("stubFetch() answers a request that a stub is for", async () => {
  const network = stubFetch(ANSWERED);
  const answer = await network.fetch(HERE, {});
  assert.deepEqual(await answer.json(), { ok: true });
  network.verify();
});

Deno.test("stubFetch() fails a request that no stub is for, at once and in verify()", async () => {
  const network = stubFetch();
  await assert.rejects(network.fetch(HERE, { method: "DELETE" }), StubError);
  assert.throws(() => network.verify(), { message: "No stub for DELETE https://site.test/a?b=1" });
});

Deno.test("stubFetch() fails in verify() when a stub was not used", () => {
  const network = stubFetch(ANSWERED);
  assert.throws(() => network.verify(), { message: "No request for the stub GET /a (1 expected)" });
});

Deno.test("stubFetch() answers a stub as often as it says, and no oftener", async () => {
  const network = stubFetch({ ...ANSWERED, times: 2 });
  await network.fetch(HERE, {});
  assert.throws(() => network.verify(), StubError);
  await network.fetch(HERE, {});
  network.verify();
  await assert.rejects(network.fetch(HERE, {}), StubError);
});

Deno.test("stubFetch() takes stubs that match in their order", async () => {
  const network = stubFetch({ url: "/a", reply: { text: "first" } }, {
    url: "/a",
    reply: { text: "second" },
  });
  assert.equal(await (await network.fetch(HERE, {})).text(), "first");
  assert.equal(await (await network.fetch(HERE, {})).text(), "second");
});

const MATCHING: readonly (readonly [name: string, url: string | RegExp, matches: boolean])[] = [
  ["an address", "https://site.test/a?b=1", true],
  ["a path", "/a", true],
  ["a path with the query", "/a?b=1", true],
  ["a path with another query", "/a?b=2", false],
  ["another host", "https://other.test/a?b=1", false],
  ["a beginning", "/", false],
  ["a pattern", /site\.test\/a/, true],
  ["another pattern", /^http:/, false],
];

for (const [name, url, matching] of MATCHING) {
  Deno.test(`stubFetch() matches ${name}: ${matching}`, async () => {
    const result = stubFetch({ url, reply: { json: 1 } }).fetch(HERE, {});
    if (matching) await result;
    else await assert.rejects(result, StubError);
  });
}

Deno.test("stubFetch() writes down what was sent", async () => {
  const network = stubFetch({ ...ANSWERED, method: "POST" });
  await network.fetch(HERE, { method: "POST", headers: { "x-a": "1" }, body: "text" });
  const [request] = network.requests;
  assert.equal(request?.headers.get("x-a"), "1");
  assert.equal(request?.body, "text");
});

Deno.test("stubFetch() throws the given error, and the error of a check", async () => {
  const error = new TypeError("fetch failed");
  await assert.rejects(stubFetch({ url: "/a", reply: { error } }).fetch(HERE, {}), error);
  const check = (): void => {
    throw new RangeError("wrong");
  };
  await assert.rejects(stubFetch({ ...ANSWERED, check }).fetch(HERE, {}), RangeError);
});

Deno.test("stubFetch() lets a function make the answer from the request", async () => {
  const network = stubFetch({ url: "/a", reply: (request) => new Response(request.method, { status: 202 }) });
  const answer = await network.fetch(HERE, {});
  assert.equal(answer.status, 202);
  assert.equal(await answer.text(), "GET");
});

import assert from "node:assert/strict";
import { cutShort } from "../../src/sandbox/mod.ts";
import { ask, testSandbox, URLS } from "../helpers/sandbox.ts";

const MYSELF = `${URLS.jira}/rest/api/2/myself`;

Deno.test("interfere answers instead of the sandbox, or lets it answer", async () => {
  let count = 0;
  const sandbox = testSandbox({
    interfere: () => ++count === 2 ? new Response("busy", { status: 503 }) : undefined,
  });
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await ask(sandbox, MYSELF, { as: "jira-valid" })).status);
  assert.deepEqual(statuses, [200, 503, 200]);
  assert.equal(sandbox.requests.length, 3, "what was answered instead is recorded, too");
});

Deno.test("interfere changes what the sandbox answers, which runs once then", async () => {
  const sandbox = testSandbox({
    interfere: async (request, next) => {
      if (request.method !== "POST") return undefined;
      const answer = await next();
      return new Response(null, { status: answer.status === 201 ? 502 : 500 });
    },
  });
  const comments = `${URLS.jira}/rest/api/2/issue/PROJ-1/comment`;
  const answer = await ask(sandbox, comments, { as: "jira-valid", body: { body: "written all the same" } });
  assert.equal(answer.status, 502);
  assert.match((await ask(sandbox, comments, { as: "jira-valid" })).text, /"total":1/);
});

Deno.test("interfere throws as a network does", async () => {
  const sandbox = testSandbox({
    interfere: () => {
      throw new TypeError("connection reset");
    },
  });
  await assert.rejects(ask(sandbox, MYSELF, { as: "jira-valid" }), /connection reset/);
});

async function receive(response: Response): Promise<{ readonly bytes: number; readonly error: string }> {
  let bytes = 0;
  try {
    for await (const part of response.body ?? []) bytes += part.length;
    return { bytes, error: "" };
  } catch (error) {
    return { bytes, error: String(error) };
  }
}

Deno.test("cutShort() drops the connection after half of a body, or after a given number of bytes", async () => {
  const answer = (): Response => new Response("0123456789", { headers: { "Content-Length": "10" } });
  const dropped = "TypeError: The connection was dropped";
  const half = await cutShort(answer());
  assert.equal(half.headers.get("Content-Length"), "10");
  assert.deepEqual(await receive(half), { bytes: 5, error: dropped });
  assert.deepEqual(await receive(await cutShort(answer(), 3)), { bytes: 3, error: dropped });
  assert.deepEqual(await receive(await cutShort(answer(), 0)), { bytes: 0, error: dropped });
});

Deno.test("cutShort() reads no more of a long body than it lets through", async () => {
  let made = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      made++;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  const { bytes } = await receive(await cutShort(new Response(endless), 2500));
  assert.equal(bytes, 2500);
  assert.ok(made < 8, String(made));
});

import assert from "node:assert/strict";
import { withFallback } from "../../src/client/fallback.ts";
import type { StubReply } from "../../src/testing/stub_fetch.ts";
import { cloudClient, failsWith, type Fixture, SCOPED_TOKEN } from "./fixture.ts";

const REFUSAL: StubReply = { json: {}, status: 401 };
const OK: StubReply = { json: { ok: 1 } };

function site(reply: StubReply, times = 1): Fixture {
  return cloudClient([{ method: "POST", url: /^https:\/\/company\.atlassian\.net\//, reply, times }]);
}

function gateway(reply: StubReply, times = 1): Fixture {
  const stub = { method: "POST", url: /^https:\/\/api\.atlassian\.com\//, reply, times };
  return cloudClient([stub], { credential: SCOPED_TOKEN });
}

const REQUEST = { path: "/rest/x", method: "POST", json: {} };

Deno.test("withFallback() sends a refused request again, whatever its method, and all later ones there", async () => {
  const first = site(REFUSAL);
  const second = gateway(OK, 2);
  const client = withFallback(first.client, () => Promise.resolve(second.client));
  assert.deepEqual(await client.json(REQUEST), { ok: 1 });
  assert.deepEqual(await client.json(REQUEST), { ok: 1 });
  assert.equal(client.url("jira", "/a").host, "api.atlassian.com");
  first.network.verify();
  second.network.verify();
});

Deno.test("withFallback() asks once for many requests that are refused at the same time", async () => {
  const first = site(REFUSAL, 3);
  const second = gateway(OK, 3);
  let asked = 0;
  const client = withFallback(first.client, () => {
    asked++;
    return Promise.resolve(second.client);
  });
  await Promise.all([1, 2, 3].map(() => client.json(REQUEST)));
  assert.equal(asked, 1);
  second.network.verify();
});

Deno.test("withFallback() leaves the refusal where there is no other way", async () => {
  const { client, network } = site(REFUSAL);
  await failsWith(
    withFallback(client, () => Promise.resolve(undefined)).json(REQUEST),
    "authentication-failed",
  );
  network.verify();
});

Deno.test("withFallback() does not ask when an account may not do something", async () => {
  const { client, network } = site({ json: {}, status: 403 });
  const never = (): Promise<undefined> => Promise.reject(new Error("asked"));
  await failsWith(withFallback(client, never).json(REQUEST), "permission");
  network.verify();
});

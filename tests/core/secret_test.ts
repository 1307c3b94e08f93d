import assert from "node:assert/strict";
import { inspect } from "node:util";
import { Secret } from "../../src/core/secret.ts";

const TEXT = "ATATT3xCanary";
const secret = new Secret(TEXT);

Deno.test("Secret reveals its text when asked to, and only then", () => {
  assert.equal(secret.reveal(), TEXT);
});

const WAYS: Readonly<Record<string, () => string>> = {
  "a template": () => `${secret}`,
  "String()": () => String(secret),
  "JSON": () => JSON.stringify({ a: [secret] }),
  "Deno.inspect()": () => Deno.inspect({ a: secret }, { depth: 9, showHidden: true }),
  "util.inspect()": () => inspect({ a: secret }, { depth: 9, showHidden: true }),
  "an error that quotes it": () => Deno.inspect(new Error(`Wrong: ${secret}`, { cause: secret })),
  "a query": () => new URLSearchParams({ a: String(secret) }).toString(),
  "a list joined": () => [secret].join(),
};

for (const [name, show] of Object.entries(WAYS)) {
  Deno.test(`Secret shows nothing in ${name}`, () => {
    const shown = show();
    assert.ok(!shown.includes(TEXT) && !shown.includes("Canary"), shown);
    assert.match(decodeURIComponent(shown), /\[secret\]/);
  });
}

Deno.test("Secret has no member that a copy would take along", () => {
  assert.deepEqual(Object.keys(secret), []);
  assert.equal(JSON.stringify({ ...secret }), "{}");
  assert.ok(!JSON.stringify(structuredClone({ ...secret })).includes(TEXT));
});

Deno.test("Secret tells its length, and whether another one is the same", () => {
  assert.equal(secret.length, 13);
  assert.ok(secret.equals(new Secret(TEXT)));
  assert.ok(!secret.equals(new Secret("other")));
});

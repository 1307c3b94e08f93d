/** `NO_PROXY`, as the program and the GitHub Action read it: by one table, and by chance. */
import assert from "node:assert/strict";
import { isExempt as isExemptInAction } from "../../action/no_proxy.mjs";
import { isExempt } from "../../src/core/no_proxy.ts";
import { NO_PROXY_CASES } from "./no_proxy_cases.ts";

for (const [list, url, exempt] of NO_PROXY_CASES) {
  Deno.test(`isExempt() of ${url} is ${exempt} with NO_PROXY ${JSON.stringify(list)}, in the action too`, () => {
    assert.equal(isExempt(new URL(url), list), exempt);
    assert.equal(isExemptInAction(new URL(url), list), exempt);
  });
}

const PARTS = [
  "a.test",
  "b.a.test",
  "10.0.0.1",
  "2001:db8::1",
  "[2001:db8::1]",
  "*",
  ".",
  ":",
  "443",
  "/",
  "8",
  ",",
];

Deno.test("isExempt() of the program and of the action agree about any list", () => {
  const urls = [...new Set(NO_PROXY_CASES.map(([, url]) => url))].map((url) => new URL(url));
  let [seed, exempt] = [1, 0];
  const random = (below: number): number => {
    seed = seed * 48_271 % (2 ** 31 - 1);
    return seed % below;
  };
  for (let run = 0; run < 3_000; run++) {
    const list = Array.from({ length: 1 + random(5) }, () => PARTS[random(PARTS.length)]).join("");
    const url = urls[random(urls.length)] ?? new URL("https://a.test");
    assert.equal(isExemptInAction(url, list), isExempt(url, list), `${url.href} ${JSON.stringify(list)}`);
    if (isExempt(url, list)) exempt++;
  }
  assert.ok(exempt > 100, `${exempt} lists were exempt`);
});

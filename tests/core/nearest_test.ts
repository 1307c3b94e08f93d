import assert from "node:assert/strict";
import { nearest } from "../../src/core/nearest.ts";

const NAMES = ["work", "personal", "client-acme", "dc"];

for (
  const [word, found] of [
    ["wrok", "work"],
    ["wor", "work"],
    ["worm", "work"],
    ["Personal", "personal"],
    ["persnoal", "personal"],
    ["client", undefined],
    ["client-acne", "client-acme"],
    ["d", "dc"],
    ["zz", undefined],
    ["", undefined],
    ["w".repeat(200), undefined],
  ] as const
) {
  Deno.test(`nearest() of "${word.slice(0, 20)}" is ${found}`, () =>
    assert.equal(nearest(word, NAMES), found));
}

Deno.test("nearest() returns undefined without words", () => assert.equal(nearest("work", []), undefined));

Deno.test("nearest() does not compare words without end", () => {
  assert.equal(nearest("work", ["w".repeat(1_000_000)]), undefined);
});

import assert from "node:assert/strict";
import type { Outcome } from "./host_contract_program.ts";
import { runIn, RUNTIMES } from "./runtimes.ts";

/** Fewer would mean that some of them were not registered. */
const AT_LEAST = 45;

for (const runtime of RUNTIMES) {
  Deno.test(`nodeHost() keeps the contract of a Host in ${runtime.name}`, async (t) => {
    const { code, stdout, stderr } = await runIn(runtime, "host_contract.mjs");
    assert.equal(code, 0, stderr);
    const outcomes: readonly Outcome[] = stdout.trim().split("\n").map((line) => JSON.parse(line));
    assert.ok(outcomes.length >= AT_LEAST, `${outcomes.length} tests ran`);
    for (const { name, fault } of outcomes) {
      await t.step(name, () => assert.equal(fault, undefined));
    }
  });
}

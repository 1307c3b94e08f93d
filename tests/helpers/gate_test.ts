import assert from "node:assert/strict";
import { gatedTest } from "./gate.ts";

/** What a gate registers with Deno. */
function registered(options: Parameters<typeof gatedTest>[0]): Deno.TestDefinition {
  const { test } = Deno;
  const definitions: Deno.TestDefinition[] = [];
  Object.assign(Deno, { test: (definition: Deno.TestDefinition) => void definitions.push(definition) });
  try {
    gatedTest(options);
  } finally {
    Object.assign(Deno, { test });
  }
  const [definition] = definitions;
  assert.ok(definition !== undefined && definitions.length === 1);
  return definition;
}

const fn = (): void => {};

Deno.test("gatedTest() registers a test without a reason as it is", () => {
  assert.deepEqual(registered({ name: "a", unless: undefined, required: true, fn }), { name: "a", fn });
});

Deno.test("gatedTest() skips a test with a reason, which its name gives", () => {
  const { name, ignore } = registered({ name: "a", unless: "there is no zsh", fn });
  assert.deepEqual([name, ignore], ["a: not tried, there is no zsh", true]);
});

Deno.test("gatedTest() fails a required test with a reason, and does not run it", async () => {
  let runs = 0;
  const definition = registered({
    name: "a",
    unless: "there is no zsh",
    required: true,
    fn: () => void runs++,
  });
  assert.equal(definition.ignore, false);
  const run = async (): Promise<void> => await Reflect.apply(definition.fn, undefined, []);
  await assert.rejects(run, { message: "Required here, but not tried: there is no zsh" });
  assert.equal(runs, 0);
});

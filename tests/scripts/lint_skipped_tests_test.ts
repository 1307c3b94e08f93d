import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import plugin from "../../scripts/lint/plugin.ts";

function lint(path: string, source: string): string[] {
  const filename = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  return Deno.lint.runPlugin(plugin, filename, source).map(({ id, message }) => `${id}: ${message}`);
}

const SKIPPED: readonly string[] = [
  `Deno.test({ name: "a", ignore: true, fn });`,
  `Deno.test({ name: "a", "ignore": true, fn });`,
  `Deno.test({ name: "a", ignore, fn });`,
  `Deno.test("a", { ignore: !isThere }, fn);`,
  `await t.step({ name: "a", ignore: true, fn });`,
  `for (const name of NAMES) { register({ name, ...{ ignore: true }, fn }); }`,
  `const options = { ignore: true }; Deno.test("a", options, fn);`,
  `Deno.test.ignore("a", fn);`,
  `Deno.test["ignore"]("a", fn);`,
  `test.ignore("a", fn);`,
];

for (const source of SKIPPED) {
  Deno.test(`skipped-tests refuses ${source}`, () => {
    const message = `atlcli/skipped-tests: "ignore" skips a test without a reason`;
    assert.deepEqual(lint("tests/e2e/a_test.ts", source), [message]);
  });
}

Deno.test("skipped-tests refuses a test that is the only one to run", () => {
  const message = `atlcli/skipped-tests: "only" skips a test without a reason`;
  assert.deepEqual(lint("tests/a_test.ts", `Deno.test.only("a", fn);`), [message]);
});

const ALLOWED: readonly (readonly [path: string, source: string])[] = [
  ["tests/e2e/a_test.ts", `gatedTest({ name: "a", unless: NO_TERMINAL, fn });`],
  [
    "tests/e2e/a_test.ts",
    `spawn("sh", [], { stdio: ["ignore"] }); const { ignore } = options; list.ignore();`,
  ],
  ["tests/helpers/gate.ts", `Deno.test({ name: "a", ignore: true, fn });`],
  ["scripts/lint/plugin.ts", `Deno.test({ name: "a", ignore: true, fn });`],
];

for (const [path, source] of ALLOWED) {
  Deno.test(`skipped-tests allows ${path} to contain ${source}`, () => {
    assert.deepEqual(lint(path, source), []);
  });
}

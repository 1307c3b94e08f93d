import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import plugin from "../../scripts/lint/plugin.ts";

/** The names that the rule finds in a file of this project. */
function found(path: string, source: string): string[] {
  const filename = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  return Deno.lint.runPlugin(plugin, filename, source)
    .filter(({ id }) => id === "atlcli/command-line")
    .map(({ message }) => message);
}

const REFUSED: readonly (readonly [source: string, name: string])[] = [
  [`const hint = "Allow more with --max-size";`, "--max-size"],
  [`const hint = "--storage keeps it in the file";`, "--storage"],
  [`const hint = "Sign in: atlcli auth login";`, "atlcli auth"],
  ["const hint = `Use --profile ${name}`;", "--profile"],
  ["const hint = `Run ${program} --jq`;", "--jq"],
  [`const hint = "See: wiki space list";`, "wiki space"],
  [`const hint = "Set it, or (--no-verify) leave it";`, "--no-verify"],
];

for (const [source, name] of REFUSED) {
  Deno.test(`command-line refuses in the library: ${source}`, () => {
    assert.deepEqual(found("src/client/body.ts", source), [`The library does not name "${name}"`]);
    assert.deepEqual(found("mod.ts", source), [`The library does not name "${name}"`]);
  });

  Deno.test(`command-line allows in commands, scripts and tests: ${source}`, () => {
    for (const path of ["src/cli/errors/advice.ts", "scripts/checks/bench.ts", "tests/client/body_test.ts"]) {
      assert.deepEqual(found(path, source), []);
    }
  });
}

for (
  const source of [
    `const hint = "Set ATLCLI_API_TOKEN";`,
    `const text = "one -- two, a---b, and -x";`,
    `// Allow more with --max-size\nconst service = "atlcli";`,
    `const label = "Jira issue";`,
  ]
) {
  Deno.test(`command-line allows in the library: ${source}`, () => {
    assert.deepEqual(found("src/client/body.ts", source), []);
  });
}

Deno.test("command-line allows the options of other programs only in the files that need them", () => {
  const source = `const args = ["--unlock"];`;
  assert.deepEqual(found("src/keychain/linux.ts", source), []);
  assert.deepEqual(found("src/keychain/macos.ts", source), [`The library does not name "--unlock"`]);
});

/** How errors are said: what may be a token is not repeated, what a server said is not to be pasted, lines stay lines. */
import assert from "node:assert/strict";
import { moveCommand } from "../../src/cli/errors/commands.ts";
import { sayError } from "../../src/cli/errors/report.ts";
import { AtlcliError } from "../../src/core/errors.ts";
import { Secret } from "../../src/core/secret.ts";
import { memoryHost } from "../../src/testing/memory_host.ts";
import { memoryTerminal } from "../helpers/memory_terminal.ts";
import { machine, PROFILES } from "./fixture.ts";

/** Looks like no token of Atlassian's, and may be one. */
const WORD = "q1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6j7";
const SHORT = WORD.slice(0, 32);

for (
  const words of [
    ["auth", WORD],
    [WORD],
    ["help", WORD],
    ["auth", "login", `--tokn=${WORD}`],
    ["auth", "login", `--${WORD}`],
    ["auth", "login", "--storage", WORD],
    ["auth", "switch", "work", WORD],
  ]
) {
  Deno.test(`a usage error repeats no word that may be a token: ${words.join(" ").slice(0, 30)}`, async () => {
    for (const flags of [[], ["--json"]]) {
      const { exit, err } = await machine({ profiles: PROFILES }).run([...words, ...flags]);
      assert.equal(exit, 2, err);
      assert.ok(!err.includes(WORD.slice(0, 8)), err);
    }
  });
}

Deno.test("a usage error repeats a short word", async () => {
  const { err } = await machine().run(["auth", SHORT]);
  assert.ok(err.includes(`"${SHORT}"`), err);
});

const PROFILE = { name: "work", baseUrl: "https://a.test" };
const MOVE = "atlcli auth migrate work --storage keychain";

for (
  const [name, shown] of [
    ["mia", "mia"],
    ["mia.m+x@a-b_c", "mia.m+x@a-b_c"],
    ["$(id)", "NAME"],
    ["a b", "NAME"],
    ["a;b", "NAME"],
    ["`id`", "NAME"],
    ["a\nb", "NAME"],
    ["a\n", "NAME"],
    ["", "NAME"],
    [undefined, "NAME"],
  ] as const
) {
  Deno.test(`a command to paste names the user ${JSON.stringify(name)} as ${shown}`, () => {
    assert.equal(moveCommand(PROFILE, name), `${MOVE} --username ${shown}`);
  });
}

Deno.test("a command to paste names no user if the profile does", () => {
  for (const known of [{ username: "mia" }, { email: "mia@a.test" }]) {
    assert.equal(moveCommand({ ...PROFILE, ...known }, "$(id)"), MOVE);
  }
});

function said(error: unknown, columns: number): string {
  const terminal = memoryTerminal({ isTerminal: true, columns });
  sayError(error, { outside: { host: memoryHost(), terminal }, json: false, attempt: undefined });
  return terminal.err();
}

Deno.test("a continuation line is not wrapped, so that a caret stays below its place", () => {
  const query = `    project = PROJ and ${"x".repeat(60)} = 1`;
  const caret = `    ${" ".repeat(19)}^`;
  const error = new AtlcliError("usage", "The query is wrong", { hint: `In the query:\n${query}\n${caret}` });
  assert.equal(said(error, 40), `Error: The query is wrong\n  - In the query:\n    ${query}\n    ${caret}\n`);
});

Deno.test("a long line is broken between words, and a secret is redacted before that", () => {
  const secret = new Secret("a secret of several words, 1234").reveal();
  const error = new AtlcliError("usage", `one two three four five six ${secret} seven eight`);
  assert.equal(said(error, 40), "Error: one two three four five six\n    [secret] seven eight\n");
});

Deno.test("an error and its JSON redact a token that was not revealed", () => {
  new Secret("in-the-file-and-never-used");
  const error = new AtlcliError("usage", 'There is no "in-the-file-and-never-used"');
  assert.equal(said(error, 80), 'Error: There is no "[secret]"\n');
});

Deno.test("the advice for a refused token of Cloud names the page on which Atlassian makes tokens", async () => {
  const profiles = { work: { ...PROFILES["work"], apiToken: "refused-t0ken" } };
  const { exit, err } = await machine({ profiles }).run("jira me");
  assert.equal(exit, 4, err);
  assert.match(err, /https:\/\/id\.atlassian\.com\/manage-profile\/security\/api-tokens/);
});

/** An obvious placeholder value ends with 2, wherever it comes from, and nothing is sent. */
import assert from "node:assert/strict";
import { variablesOf } from "../../src/cli/help/environment_variables.ts";
import { CLOUD, machine, MIA, PROFILES, TOKEN } from "./fixture.ts";

/** What is read for another purpose than to use a site: that of `upgrade`, and what never stops a command. */
const ELSEWHERE = new Set(["ATLCLI_RELEASES_URL", "ATLCLI_NO_UPDATE_CHECK", "ATLCLI_…"]);
const SETTINGS = variablesOf("setting").map(([name]) => name).filter((name) => !ELSEWHERE.has(name));

const ENV = { ATLCLI_SITE: CLOUD, ATLCLI_EMAIL: MIA, ATLCLI_API_TOKEN: TOKEN };
const BAD = ["$CANARY", "${CANARY}", "%CANARY%", "${{ vars.CANARY }}", "$(CANARY)", '"CANARY"', "“CANARY”"];

for (const name of SETTINGS) {
  Deno.test(`${name} is refused when it is unexpanded or quoted, by its name`, async () => {
    for (const value of BAD) {
      // A file's token is read only where there is no other; a profile's name only where the site is not said.
      const rest = name === "ATLCLI_API_TOKEN_FILE"
        ? { ...ENV, ATLCLI_API_TOKEN: "" }
        : name === "ATLCLI_CONFIG_DIR"
        ? {}
        : ENV;
      const { run, received } = machine({ profiles: PROFILES, env: { ...rest, [name]: value } });
      const { exit, err } = await run("jira me");
      assert.equal(exit, 2, `${value}: ${err}`);
      assert.match(
        err,
        new RegExp(`^Error: ${name}: The value (?:contains an unexpanded variable|has quotation marks)`),
      );
      assert.ok(!err.includes("CANARY"), err);
      assert.deepEqual(received(), []);
    }
  });
}

const LINES: readonly (readonly [line: string, from: string, stdin?: string])[] = [
  ["auth login --site VALUE --email a@b.test --token -", "--site", "token"],
  ["auth login --site https://demo.atlassian.net --email VALUE --token -", "--email", "token"],
  ["auth login --site https://demo.atlassian.net --email a@b.test --token -", "", "VALUE"],
  ["auth login --site https://demo.atlassian.net --email a@b.test --token VALUE", ""],
  [
    "auth login --profile VALUE --site https://demo.atlassian.net --email a@b.test --token -",
    "--profile",
    "token",
  ],
  ["jira me --profile VALUE", "--profile"],
];

for (const [line, from, stdin] of LINES) {
  Deno.test(`a value that is unexpanded or quoted is refused: ${line} ${stdin ?? ""}`, async () => {
    for (const value of BAD) {
      const { run, received, file } = machine();
      const words = line.split(" ").map((word) => word === "VALUE" ? value : word);
      const { exit, err } = await run(words, { stdin: stdin === "VALUE" ? value : stdin ?? "" });
      assert.equal(exit, 2, `${value}: ${err}`);
      assert.match(
        err,
        new RegExp(`Error: .*${from}.*The value (?:contains an unexpanded variable|has quotation marks)`),
      );
      assert.ok(!err.includes("CANARY"), err);
      assert.deepEqual([received(), file()], [[], undefined]);
    }
  });
}

/**
 * The long form of `tests/e2e/canary_echo_test.ts`: every command as a process, at a site that repeats the token in each
 * place of a response. `deno task torture` runs it.
 */
import assert from "node:assert/strict";
import { CASES } from "../e2e/canary/cases.ts";
import { ECHOES } from "../e2e/canary/echo.ts";
import { leaksOf } from "../e2e/canary/process_leaks.ts";
import { startSite } from "../e2e/canary/site.ts";
import { tracesIn } from "../e2e/canary/traces.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

const FLAGS: readonly (readonly string[])[] = [[], ["--verbose"], ["--json"], ["--json", "--verbose"]];

for (const echo of ECHOES) {
  gatedTest({
    name: `canary, every command as a process: the token ${echo}`,
    unless: onlyOn("linux", "its processes are observed through /proc"),
    async fn() {
      const site = startSite();
      let count = 0;
      try {
        for (const one of CASES) {
          if (one.asks || one.first !== undefined) continue;
          for (const flags of FLAGS) {
            site.mode = echo;
            const { outcome } = await leaksOf(one, {
              site,
              flags: [...flags, "--timeout", "5s", "--max-retries", "0"],
            });
            const shown = one.prints === undefined ? outcome.out : "";
            const line = [one.command, ...one.args, ...flags].join(" ");
            assert.deepEqual(tracesIn(shown + outcome.err), [], `${line}: ${shown}${outcome.err}`);
            count++;
          }
        }
      } finally {
        await site.close();
      }
      console.log(`${count} processes, nothing got out`);
    },
  });
}

/**
 * The long form of `tests/e2e/canary_process_test.ts`: every command as a process, with every failure of a site and of a
 * place for tokens, with and without `--verbose` and `--json`. `deno task torture` runs it.
 */
import assert from "node:assert/strict";
import { CASES } from "../e2e/canary/cases.ts";
import type { Storage } from "../e2e/canary/machine.ts";
import { leaksOf } from "../e2e/canary/process_leaks.ts";
import { type Mode, startSite } from "../e2e/canary/site.ts";
import { gatedTest, onlyOn } from "../helpers/gate.ts";

const MODES: readonly Mode[] = [
  ...["works", "401", "403", "404", "429", "500", "503"] as const,
  ...["login page", "login redirect", "other host", "broken body", "silence"] as const,
];
const STORAGES: readonly Storage[] = [
  ...["keychain", "locked keychain", "command", "command that fails", "corrupt file"] as const,
];
const FLAGS: readonly (readonly string[])[] = [[], ["--verbose"], ["--json"], ["--json", "--verbose"]];
const WAYS = [
  ...MODES.map((mode) => ({ name: mode, mode, storage: "file" as const })),
  ...STORAGES.map((storage) => ({ name: storage, mode: "works" as const, storage })),
];

for (const { name, mode, storage } of WAYS) {
  gatedTest({
    name: `canary, every command as a process: ${name}`,
    unless: onlyOn("linux", "its processes are observed through /proc"),
    async fn() {
      const site = startSite();
      let count = 0;
      try {
        for (const one of CASES) {
          if (one.asks || (one.first !== undefined && mode !== "works")) continue;
          for (const flags of FLAGS) {
            site.mode = mode;
            const soon = mode === "works" ? [] : ["--timeout", "500ms", "--max-retries", "0"];
            const { leaks } = await leaksOf(one, {
              site,
              storage,
              lingers: 0.05,
              flags: [...flags, ...soon],
            });
            assert.deepEqual(leaks, [], [one.command, ...one.args, ...flags].join(" "));
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

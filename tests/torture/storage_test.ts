/**
 * Storage under fire, in its long form: more than 500 kills and some minutes. Each test prints its number. Everything
 * happens in temporary folders and on loopback.
 */
import assert from "node:assert/strict";
import { startSandboxProcess } from "../../scripts/checks/sandbox_process.ts";
import { ATLCLI } from "../e2e/atlcli_process.ts";
import { CHANGES, DISKS } from "./changes.ts";
import { crowd, killCommands } from "./commands.ts";
import { killAtEachStep, killAtRandom, type Scene } from "./kills.ts";
import { asEverybody } from "./processes.ts";
import {
  canMount,
  fullAtEachStep,
  jumpingClock,
  lostPermissions,
  slowFileSystem,
  smallDisks,
  stuckFileSystem,
} from "./troubles.ts";
import { gatedTest, notOn } from "../helpers/gate.ts";

/** The total number of kills. */
const KILLS = 500;
const USUAL = "a file and its backup";
const DAMAGED = "a damaged file";
const WINDOWS = notOn("windows", "its processes are killed by signals of Unix");

/** Every change of the usual disk, one change of every other disk, and the repair. */
const SCENES: readonly Scene[] = [
  ...CHANGES.filter((change) => change !== "repair").map((change) => ({ disk: USUAL, change })),
  ...Object.keys(DISKS).filter((disk) => disk !== USUAL && disk !== DAMAGED)
    .map((disk) => ({ disk, change: "new token" })),
  { disk: DAMAGED, change: "repair" },
];

let kills = 0;

function torture(name: string, run: () => Promise<number>, missing?: string): void {
  gatedTest({
    name: `storage: ${name}`,
    unless: WINDOWS ?? missing,
    fn: async () => console.log(`${name}: ${await run()}`),
  });
}

/** Adds to the sum. */
const counted = (run: () => Promise<number>) => async (): Promise<number> => {
  const count = await run();
  kills += count;
  return count;
};

for (const scene of SCENES) {
  torture(`killed before each step: ${scene.change}, ${scene.disk}`, counted(() => killAtEachStep(scene)));
}
torture("writers killed at any instant", counted(() => killAtRandom(200)));
torture("commands killed at any instant", counted(() => killCommands(60)));
torture("kills in all, after which the old state or the new one was there", () => {
  assert.ok(kills >= KILLS, `Only ${kills}`);
  return Promise.resolve(kills);
});

for (const round of [1, 2, 3]) {
  torture(`processes that change one file at once, ${round}`, () => crowd({ processes: 40 }));
}
torture("processes that change one file at once, and ask the sandbox who they are", async () => {
  const sandbox = await startSandboxProcess(ATLCLI);
  try {
    const { email = "", token } = sandbox.account("cloud-valid");
    return await crowd({ processes: 40, sandbox: { site: sandbox.urls.cloud, email, token } });
  } finally {
    await sandbox.stop();
  }
});

const by = WINDOWS === undefined ? await asEverybody() : undefined;
const mounts = WINDOWS === undefined && await canMount();
torture("small disks, full and read-only", smallDisks, mounts ? undefined : "nothing can be mounted here");
torture("steps that had no space", fullAtEachStep);
torture(
  "changes that lost their permission on the way",
  () => lostPermissions(by ?? []),
  by === undefined ? "a mode forbids nothing here" : undefined,
);
torture("processes on a slow file system", () => slowFileSystem({ processes: 10, stepMs: 20 }));
torture("processes on a file system that is slower than anybody waits", stuckFileSystem);
torture("changes while the clock jumps", jumpingClock);

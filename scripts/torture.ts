/**
 * Storage under fire, in its long form: some minutes, and a number for each thing that was done. Everything happens in
 * temporary folders and on loopback. Ends with 1 when anything was lost.
 *
 *     deno task torture
 *
 * @module
 */
import { ATLCLI } from "../tests/e2e/atlcli_process.ts";
import { CHANGES, DISKS } from "../tests/torture/changes.ts";
import { crowd, killCommands } from "../tests/torture/commands.ts";
import { killAtEachStep, killAtRandom, type Scene } from "../tests/torture/kills.ts";
import { asEverybody } from "../tests/torture/processes.ts";
import {
  canMount,
  fullAtEachStep,
  jumpingClock,
  lostPermissions,
  slowFileSystem,
  smallDisks,
  stuckFileSystem,
} from "../tests/torture/troubles.ts";
import { startSandboxProcess } from "./sandbox_process.ts";

/** Something that is done; `undefined` where this machine does not let us. */
type Torture = () => Promise<number | undefined>;

/** So many kills there have to be, in all. */
const KILLS = 500;

const USUAL = "a file and its backup";
const DAMAGED = "a damaged file";

/** Every change of the usual disk, one change of every other disk, and the repair. */
const SCENES: readonly Scene[] = [
  ...CHANGES.filter((change) => change !== "repair").map((change) => ({ disk: USUAL, change })),
  ...Object.keys(DISKS).filter((disk) => disk !== USUAL && disk !== DAMAGED)
    .map((disk) => ({ disk, change: "new token" })),
  { disk: DAMAGED, change: "repair" },
];

const ROUNDS = 3;

async function crowds(): Promise<number> {
  for (let round = 0; round < ROUNDS; round++) await crowd({ processes: 40 });
  return ROUNDS * 40;
}

/** The same, and everybody who signs in asks the server. */
async function crowdAtSandbox(): Promise<number> {
  const sandbox = await startSandboxProcess(ATLCLI);
  try {
    const { email = "", token } = sandbox.account("cloud-valid");
    return await crowd({ processes: 40, sandbox: { site: sandbox.urls.cloud, email, token } });
  } finally {
    await sandbox.stop();
  }
}

const KILLING: readonly (readonly [string, Torture])[] = [
  ...SCENES.map((scene) =>
    [`killed before each step: ${scene.change}, ${scene.disk}`, () => killAtEachStep(scene)] as const
  ),
  ["writers killed at any instant", () => killAtRandom(200)],
  ["commands killed at any instant", () => killCommands(60)],
];

const REST: readonly (readonly [string, Torture])[] = [
  [`processes on one file, 40 at once, ${ROUNDS} times`, crowds],
  ["processes on one file, 40 at once, signing in to the sandbox", crowdAtSandbox],
  ["small disks, full and read-only", async () => await canMount() ? await smallDisks() : undefined],
  ["steps that had no space", fullAtEachStep],
  ["changes that lost their permission on the way", async () => {
    const by = await asEverybody();
    return by && await lostPermissions(by);
  }],
  ["processes on a slow file system", () => slowFileSystem({ processes: 10, stepMs: 20 })],
  ["processes on a file system that is slower than anybody waits", stuckFileSystem],
  ["changes while the clock jumps", jumpingClock],
];

let failed = 0;

/** Does one after the other. @returns the sum of their numbers. */
async function all(tortures: readonly (readonly [string, Torture])[]): Promise<number> {
  let sum = 0;
  for (const [what, torture] of tortures) {
    const start = performance.now();
    try {
      const count = await torture();
      sum += count ?? 0;
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(
        count === undefined ? `not tried  ${what}` : `${String(count).padStart(9)}  ${what} (${seconds} s)`,
      );
    } catch (error) {
      failed++;
      console.log(`   FAILED  ${what}`, error);
    }
  }
  return sum;
}

const kills = await all(KILLING);
console.log(
  `${String(kills).padStart(9)}  kills in all: the old state or the new one, and the next command went on`,
);
await all(REST);
if (kills < KILLS) {
  failed++;
  console.log(`   FAILED  fewer than ${KILLS} kills`);
}
console.log(failed === 0 ? "Nothing was lost" : `${failed} failed`);
if (failed > 0) Deno.exit(1);

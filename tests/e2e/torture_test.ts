/**
 * Storage under fire, in its short form; each test prints its number. The long form: `deno task torture`.
 */
import { crowd, killCommands } from "../torture/commands.ts";
import { killAtEachStep, killAtRandom } from "../torture/kills.ts";
import { asEverybody } from "../torture/processes.ts";
import {
  canMount,
  fullAtEachStep,
  jumpingClock,
  lostPermissions,
  slowFileSystem,
  smallDisks,
} from "../torture/troubles.ts";
import { gatedTest, notOn } from "../helpers/gate.ts";

const WINDOWS = notOn("windows", "its processes are killed by signals of Unix");

function torture(name: string, run: () => Promise<number>, missing?: string): void {
  gatedTest({
    name: `torture: ${name}`,
    unless: WINDOWS ?? missing,
    fn: async () => console.log(`${name}: ${await run()}`),
  });
}

const by = WINDOWS === undefined ? await asEverybody() : undefined;

torture("processes that change one file at once, and lose nothing", () => crowd({ processes: 40 }));
torture(
  "kills before each step of a change",
  () => killAtEachStep({ disk: "a file and its backup", change: "new token" }),
);
torture(
  "kills before each step of a change through a link",
  () => killAtEachStep({ disk: "a link", change: "logout" }),
);
torture("kills of writers at any instant", () => killAtRandom(15));
torture("kills of commands at any instant", () => killCommands(5));
torture(
  "small disks, full and read-only",
  smallDisks,
  WINDOWS === undefined && await canMount() ? undefined : "nothing can be mounted here",
);
torture("steps that had no space", fullAtEachStep);
torture(
  "changes that lost their permission on the way",
  () => lostPermissions(by ?? []),
  by === undefined ? "a mode forbids nothing here" : undefined,
);
torture("processes on a slow file system", () => slowFileSystem({ processes: 5, stepMs: 20 }));
torture("changes while the clock jumps", jumpingClock);

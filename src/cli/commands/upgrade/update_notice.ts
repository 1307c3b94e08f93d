/**
 * Says that there is a newer version, after a command is done.
 *
 * What is said was found out earlier: no command waits for the network. Once a day the executable is started once more,
 * on its own, and looks (`atlcli upgrade --check`); what it finds is said by the command after it.
 *
 * @module
 */
import { compare } from "compare-versions";
import { AtlcliError, VERSION } from "../../../../mod.ts";
import { FileFault } from "../../../core/host.ts";
import { isOn } from "../../../core/text.ts";
import { openProfileStore } from "../../../profile/mod.ts";
import type { Context } from "../../context.ts";
import type { Program } from "../../process/program.ts";
import { readUpdateState, type UpdatePlace, writeUpdateState } from "./update_state.ts";
import { managerOf } from "./upgrade_place.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
/** What looks has this long for each answer. */
const LOOK = ["upgrade", "--check", "--timeout", "10"] as const;

/**
 * Says on stderr that there is a newer version, where one is known; begins to look for one, where nobody did for a day.
 *
 * Only with a person at a terminal, of an executable whose releases can be believed, and not where `CI` or
 * `ATLCLI_NO_UPDATE_CHECK` is set. It is never worth an error.
 */
export async function noticeUpdate(
  { host, output, program }: Pick<Context, "host" | "output" | "program">,
): Promise<void> {
  if (program.executable === undefined || isOn(host.env("ATLCLI_NO_UPDATE_CHECK"))) return;
  const place = { host, store: openProfileStore(host) };
  try {
    const state = await readUpdateState(place);
    if (state?.newest !== undefined && compare(state.newest, VERSION, ">")) {
      const remedy = managerOf(program.executable)?.remedy ?? "atlcli upgrade";
      output.say(`atlcli ${state.newest} is out (this is ${VERSION}): ${remedy}`);
    }
    const now = host.clock.now();
    // A clock that was set back must not put it off for longer than a day.
    if (state !== undefined && Math.abs(now - state.checkedAt) < DAY_MS) return;
    await look(program, { place, now, newest: state?.newest });
  } catch (error) {
    if (!(error instanceof FileFault || error instanceof AtlcliError)) throw error;
  }
}

/** One of many commands that end at the same time looks: the one that gets the lock, and finds that nobody has. */
async function look(
  program: Program,
  { place, now, newest }: {
    readonly place: UpdatePlace;
    readonly now: number;
    readonly newest: string | undefined;
  },
): Promise<void> {
  const release = await place.host.files.lock(`${place.store.folder}/update.lock`, { timeoutMs: 50 });
  if (release === undefined) return;
  try {
    const state = await readUpdateState(place);
    if (state !== undefined && Math.abs(now - state.checkedAt) < DAY_MS) return;
    if (await writeUpdateState(place, { checkedAt: now, newest })) program.startAlone(LOOK);
  } finally {
    release();
  }
}

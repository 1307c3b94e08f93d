/**
 * Mentions a newer version after a command.
 *
 * No command waits for the network: once a day, a command starts `atlcli upgrade --check` in the background, and the
 * next command reports the result.
 *
 * @module
 */
import { compare } from "compare-versions";
import { AtlcliError, VERSION } from "../../../../mod.ts";
import { FileFault } from "../../../core/host.ts";
import { isSwitchedOn } from "../../../core/variable.ts";
import { openProfileStore } from "../../../profile/mod.ts";
import type { Context } from "../../context.ts";
import type { Program } from "../../process/program.ts";
import { readUpdateState, type UpdatePlace, writeUpdateState } from "./update_state.ts";
import { managerOf } from "./upgrade_place.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
/** The background check, with a short timeout per response. */
const CHECK_ARGUMENTS = ["upgrade", "--check", "--timeout", "10"] as const;

/**
 * Mentions a known newer version on stderr, and starts the daily check if it is due.
 *
 * Only at a terminal, for an executable whose releases can be verified, and unless `CI` or `ATLCLI_NO_UPDATE_CHECK` is
 * set. Never throws for a failed check.
 */
export async function noticeUpdate(
  { host, output, program }: Pick<Context, "host" | "output" | "program">,
): Promise<void> {
  if (program.executable === undefined) return;
  const place = { host, store: openProfileStore(host) };
  try {
    if (isSwitchedOn(host, "ATLCLI_NO_UPDATE_CHECK")) return;
    const state = await readUpdateState(place);
    if (state?.newest !== undefined && compare(state.newest, VERSION, ">")) {
      const remedy = managerOf(program.executable)?.remedy ?? "atlcli upgrade";
      output.say(`atlcli ${state.newest} is available (this is ${VERSION}): ${remedy}`);
    }
    const now = host.clock.now();
    // If the clock was set back, the next check must still happen within a day.
    if (state !== undefined && Math.abs(now - state.checkedAt) < DAY_MS) return;
    await startCheck(program, { place, now, newest: state?.newest });
  } catch (error) {
    if (!(error instanceof FileFault || error instanceof AtlcliError)) throw error;
  }
}

/** Of several commands ending at once, one checks: the one that gets the lock and finds no recent check. */
async function startCheck(
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
    if (await writeUpdateState(place, { checkedAt: now, newest })) program.startAlone(CHECK_ARGUMENTS);
  } finally {
    release();
  }
}

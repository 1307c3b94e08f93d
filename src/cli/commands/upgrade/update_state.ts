/**
 * The known newest version: `update.json`, next to the credentials file.
 *
 * @module
 */
import { absolutePath } from "../../../core/paths.ts";
import { VERSION_PATTERN } from "./release_sums.ts";
import { type SidePlace, writeSideFile } from "../../state/state_file.ts";

/** The content of `update.json`. */
interface UpdateState {
  /** The time of the last check, in milliseconds since 1970. */
  readonly checkedAt: number;
  /** The newest known version; `undefined` before the first successful check. */
  readonly newest?: string | undefined;
}

/** The location of `update.json`. */
export type UpdatePlace = SidePlace;

const UPDATE_FILE = "update.json";

/** Reads the state; `undefined` if it is missing or invalid. */
export async function readUpdateState(place: UpdatePlace): Promise<UpdateState | undefined> {
  const bytes = await place.host.files.read(pathOf(place));
  if (bytes === undefined) return undefined;
  try {
    const { checkedAt, newest }: Record<string, unknown> = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof checkedAt !== "number") return undefined;
    return { checkedAt, ...(typeof newest === "string" && VERSION_PATTERN.test(newest) && { newest }) };
  } catch {
    return undefined;
  }
}

/** Writes the state, if possible. */
export async function writeUpdateState(place: UpdatePlace, state: UpdateState): Promise<boolean> {
  return await writeSideFile(place, { name: UPDATE_FILE, value: state });
}

function pathOf({ store }: UpdatePlace): string {
  return absolutePath(store.folder, UPDATE_FILE);
}

/**
 * What is known of newer versions: `update.json`, beside the credentials file.
 *
 * @module
 */
import { absolutePath } from "../../../core/paths.ts";
import { VERSION_PATTERN } from "./release_sums.ts";
import { type SidePlace, writeSideFile } from "../../state/state_file.ts";

/** What is known. */
export interface UpdateState {
  /** When somebody last looked, in milliseconds since 1970. */
  readonly checkedAt: number;
  /** The newest version that was seen; `undefined` as long as none was. */
  readonly newest?: string | undefined;
}

/** Where it is kept. */
export type UpdatePlace = SidePlace;

const UPDATE_FILE = "update.json";

/** What is known; `undefined` where nothing is, or nothing that makes sense. */
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

/** Keeps what is known, where it can be kept. */
export async function writeUpdateState(place: UpdatePlace, state: UpdateState): Promise<boolean> {
  return await writeSideFile(place, { name: UPDATE_FILE, value: state });
}

function pathOf({ store }: UpdatePlace): string {
  return absolutePath(store.folder, UPDATE_FILE);
}

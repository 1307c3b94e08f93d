/**
 * What is known of newer versions: `update.json`, beside the credentials file.
 *
 * @module
 */
import { FileFault, type Host, type ProfileStore, StorageError } from "../../mod.ts";
import { VERSION_PATTERN } from "./release_sums.ts";

/** What is known. */
export interface UpdateState {
  /** When somebody last looked, in milliseconds since 1970. */
  readonly checkedAt: number;
  /** The newest version that was seen; `undefined` as long as none was. */
  readonly newest?: string | undefined;
}

/** Where it is kept. */
export interface UpdatePlace {
  readonly host: Pick<Host, "files" | "random">;
  readonly store: Pick<ProfileStore, "folder">;
}

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

/**
 * Keeps what is known. Where there is no folder yet, or it cannot be written, nothing is kept: a program that never
 * signed in anywhere leaves nothing behind.
 */
export async function writeUpdateState(place: UpdatePlace, state: UpdateState): Promise<boolean> {
  const { files, random } = place.host;
  try {
    if (await files.stat(place.store.folder) === undefined) return false;
    const path = pathOf(place);
    const next = `${path}.${Math.floor(random() * 2 ** 40).toString(36)}`;
    await files.create(next, new TextEncoder().encode(`${JSON.stringify(state)}\n`), { mode: 0o600 });
    await files.rename(next, path);
    return true;
  } catch (error) {
    if (error instanceof FileFault || error instanceof StorageError) return false;
    throw error;
  }
}

function pathOf({ store }: UpdatePlace): string {
  return `${store.folder}/update.json`;
}

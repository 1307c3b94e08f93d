/**
 * Optional state files next to the credentials file: the newest version, and known names for completion.
 *
 * @module
 */
import { absolutePath } from "../../core/paths.ts";
import { FileFault } from "../../core/host.ts";
import { type Host, StorageError } from "../../../mod.ts";
import type { ProfileStore } from "../../profile/mod.ts";
import { replaceFile } from "../../core/replace_file.ts";

/** The location of state files. */
export interface SidePlace {
  readonly host: Pick<Host, "files" | "random">;
  readonly store: Pick<ProfileStore, "folder">;
}

/**
 * Replaces a state file with JSON. Writes nothing if the folder does not exist or is not writable: without a sign-in,
 * the program leaves no files. Of two concurrent writes, the last wins.
 *
 * @returns Whether the file was written.
 */
export async function writeSideFile(
  { host, store }: SidePlace,
  { name, value }: { readonly name: string; readonly value: unknown },
): Promise<boolean> {
  try {
    if (await host.files.stat(store.folder) === undefined) return false;
    const path = absolutePath(store.folder, name);
    const content = new TextEncoder().encode(`${JSON.stringify(value)}\n`);
    await replaceFile(host, { path, content, mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof FileFault || error instanceof StorageError) return false;
    throw error;
  }
}

/**
 * Files beside the credentials file that nothing depends on: what is known of newer versions, and what completion knows.
 *
 * @module
 */
import { absolutePath } from "../../core/paths.ts";
import { FileFault } from "../../core/host.ts";
import { type Host, StorageError } from "../../../mod.ts";
import type { ProfileStore } from "../../profile/mod.ts";
import { replaceFile } from "../../core/replace_file.ts";

/** Where such files are. */
export interface SidePlace {
  readonly host: Pick<Host, "files" | "random">;
  readonly store: Pick<ProfileStore, "folder">;
}

/**
 * Writes one, as JSON, in the place of what it said before. Where there is no folder yet, or it cannot be written,
 * nothing is kept: a program that never signed in anywhere leaves nothing behind. Of two at once, one wins.
 *
 * @returns whether it was written.
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

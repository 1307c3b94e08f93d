/**
 * Determines the space of a folder of pages.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { getSpace } from "../confluence/spaces.ts";
import { AtlcliError, UsageError } from "../core/errors.ts";
import { printable } from "../core/text.ts";
import { Folder, type FolderHost } from "./folder.ts";
import type { Progress } from "./conflicts.ts";
import type { Endless } from "./render.ts";
import { loadState, STATE_FILE } from "./state.ts";

/** Options of all operations on a folder of pages. */
export interface DocsOptions {
  /** The client for the site. */
  readonly client: Client;
  /** Access to the disk. */
  readonly host: FolderHost;
  /** The absolute path of the folder. */
  readonly root: string;
  /** The key of the space; by default, that of the folder's last pull. */
  readonly space?: string | undefined;
  /** Aborts the operation. Completed steps stay, and the next run resumes. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Runs a conversion that may block for seconds, and returns its result. A program with signal handlers can remove
   * them meanwhile, so that the signal ends the process. Completed steps are saved by then.
   */
  readonly endless?: Endless | undefined;
  /** Called with the progress. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** The folder's space and state. */
interface FolderSpace {
  readonly folder: Folder;
  readonly space: { readonly id: string; readonly key: string };
}

/**
 * Determines the space from the folder's state or the options.
 *
 * @throws {UsageError} if neither names a space.
 * @throws {AtlcliError} `docs-folder` if they differ, or the folder belongs to another site.
 */
export async function openFolder(options: DocsOptions): Promise<FolderSpace> {
  const { client, host, root, signal } = options;
  const folder = new Folder(host, root, signal);
  const state = await loadState(folder);
  const key = options.space ?? state?.space.key;
  if (key === undefined) {
    throw new UsageError(`No space specified for "${root}"`, {
      data: { kind: "no-space", folder: root, stateFile: STATE_FILE },
    });
  }
  if (state === undefined) {
    const space = await getSpace(client, { key, signal });
    if (printable(space.key) === space.key) return { folder, space };
    throw new AtlcliError("bad-response", `The site gives the space ${key} an invalid key`);
  }
  const sameSpace = key.toUpperCase() === state.space.key.toUpperCase();
  if (state.site !== client.site.url || !sameSpace) {
    const held = `space ${printable(state.space.key)} of ${printable(state.site)}`;
    throw new AtlcliError("docs-folder", `"${root}" holds ${held}, not ${key} of ${client.site.url}`, {
      hint: "Name another folder, or another profile",
    });
  }
  return { folder, space: state.space };
}

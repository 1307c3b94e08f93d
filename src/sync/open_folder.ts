/**
 * A folder of pages: which space it is for.
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

/** What the engine needs. */
export interface DocsOptions {
  /** Sends the requests. */
  readonly client: Client;
  /** The disk. */
  readonly host: FolderHost;
  /** The folder, as an absolute path. */
  readonly root: string;
  /** The key of the space; without it, that of the folder's last pull. */
  readonly space?: string | undefined;
  /** Ends it; what is done stays, and the next run goes on from there. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Does a conversion that may take seconds, in one go, and returns what it returns: a program that listens to signals
   * can stop doing so meanwhile, so that the system ends it. What was done by then is safe.
   */
  readonly endless?: Endless | undefined;
  /** Told how far it is. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** The space of a folder. */
interface FolderSpace {
  readonly folder: Folder;
  readonly space: { readonly id: string; readonly key: string };
}

/**
 * Which space a folder is for, by its state or as it was asked for.
 *
 * @throws {UsageError} when neither says it.
 * @throws {AtlcliError} `docs-folder` when they disagree, or the folder is of another site.
 */
export async function openFolder(options: DocsOptions): Promise<FolderSpace> {
  const { client, host, root, signal } = options;
  const folder = new Folder(host, root, signal);
  const state = await loadState(folder);
  const key = options.space ?? state?.space.key;
  if (key === undefined) {
    throw new UsageError(`Which space goes into "${root}"?`, {
      hint:
        `Say --space KEY the first time; "${STATE_FILE}" in the folder remembers it. See: wiki space list`,
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

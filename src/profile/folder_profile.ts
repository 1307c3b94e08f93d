/**
 * `.atlcli-profile`: a file that says which profile is used in a folder and those below it. One line, a profile's name.
 *
 * It comes with whatever is in the folder, a cloned repository for instance, so it chooses among this user's profiles
 * and does nothing else; and it is passed over when somebody else could have put it there.
 *
 * @module
 */
import { UsageError } from "../core/errors.ts";
import { FileFault, type FileStat, type Host } from "../core/host.ts";
import { baseName, joinPath, parentPath } from "../core/paths.ts";
import { parseProfileName } from "./name.ts";
import { foreignOwner, isSharedForWriting } from "./store/trust.ts";

/** The file's name. */
export const FOLDER_PROFILE = ".atlcli-profile";

/** What the nearest file says. */
export interface FolderProfile {
  /** The profile's name, and the file that names it; `undefined` when there is none that can be used. */
  readonly profile: { readonly name: string; readonly path: string } | undefined;
  /** What a person should be told, a sentence each. */
  readonly warnings: readonly string[];
}

/** Longer than any name, with room for white space. */
const MAX_BYTES = 1024;

/**
 * Finds the nearest `.atlcli-profile`, from the working folder up. One that cannot be used is passed over with a
 * warning, and the search goes on above it.
 */
export async function findFolderProfile(
  host: Pick<Host, "files" | "cwd" | "userId">,
): Promise<FolderProfile> {
  const warnings: string[] = [];
  for (let folder: string | undefined = host.cwd(); folder !== undefined; folder = parentPath(folder)) {
    const path = joinPath(folder, FOLDER_PROFILE);
    try {
      const name = await readName(host, path);
      if (name !== undefined) return { profile: { name, path }, warnings };
    } catch (error) {
      if (!(error instanceof FileFault || error instanceof UsageError)) throw error;
      warnings.push(`Passed over "${path}": ${error.message}`);
    }
  }
  return { profile: undefined, warnings };
}

async function readName(
  host: Pick<Host, "files" | "userId">,
  path: string,
): Promise<string | undefined> {
  const link = await host.files.stat(path, { follow: false });
  const stat = link?.kind === "link" ? await host.files.stat(path) : link;
  if (link === undefined || stat === undefined) return undefined;
  for (const each of [link, stat]) requireOwn(each, host.userId());
  if (link.kind === "link") await requireSameName(host, path);
  if (stat.kind !== "file") throw new UsageError("It is no file");
  if (stat.size > MAX_BYTES) throw new UsageError(`It has more than ${MAX_BYTES} bytes`);
  const bytes = await host.files.read(path);
  return bytes && parseProfileName(new TextDecoder().decode(bytes).trim());
}

/** A checkout can hold a link to any file of this user's, a token's too, and names are shown in messages. */
async function requireSameName({ files }: Pick<Host, "files">, path: string): Promise<void> {
  if (baseName(await files.resolve(path)) === FOLDER_PROFILE) return;
  throw new UsageError(`It is a link to a file that is not called ${FOLDER_PROFILE}`);
}

function requireOwn(stat: FileStat, user: number | undefined): void {
  const owner = foreignOwner(stat, user);
  if (owner !== undefined) throw new UsageError(`Another user (${owner}) owns it`);
  if (isSharedForWriting(stat)) throw new UsageError("Others can write it (chmod go-w)");
}

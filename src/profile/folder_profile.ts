/**
 * `.atlcli-profile`: a file that selects the profile for a folder and its subfolders. One line with a profile's name.
 *
 * The file may come from elsewhere, such as a cloned repository. So it only selects one of this user's profiles, and it
 * is ignored if another user could have written it.
 *
 * @module
 */
import { UsageError } from "../core/errors.ts";
import { FileFault, type FileStat, type Host } from "../core/host.ts";
import { baseName, joinPath, parentPath } from "../core/paths.ts";
import { parseProfileName } from "./name.ts";
import { foreignOwner, isSharedForWriting } from "../core/trust.ts";

/** The file's name. */
const FOLDER_PROFILE = ".atlcli-profile";

/** The result of the search for the nearest file. */
interface FolderProfile {
  /** The profile's name, and the file that names it; `undefined` if no usable file was found. */
  readonly profile: { readonly name: string; readonly path: string } | undefined;
  /** Warnings for the user, one sentence each. */
  readonly warnings: readonly string[];
}

/** Maximum size of the file in bytes: the longest name, with room for white space. */
const MAX_BYTES = 1024;

/**
 * Finds the nearest `.atlcli-profile`, from the working directory upwards. It skips an unusable file with a warning,
 * and continues above it.
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
      warnings.push(`Ignored "${path}": ${error.message}`);
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
  if (stat.kind !== "file") throw new UsageError("Not a regular file");
  if (stat.size > MAX_BYTES) throw new UsageError(`Larger than ${MAX_BYTES} bytes`);
  const bytes = await host.files.read(path);
  return bytes && parseProfileName(new TextDecoder().decode(bytes).trim());
}

/** A checkout can contain a link to any file of this user, even a token's, and messages quote names. */
async function requireSameName({ files }: Pick<Host, "files">, path: string): Promise<void> {
  if (baseName(await files.resolve(path)) === FOLDER_PROFILE) return;
  throw new UsageError(`A link to a file with another name than ${FOLDER_PROFILE}`);
}

function requireOwn(stat: FileStat, user: number | undefined): void {
  const owner = foreignOwner(stat, user);
  if (owner !== undefined) throw new UsageError(`Another user (${owner}) owns it`);
  if (isSharedForWriting(stat)) throw new UsageError("Others can write it (chmod go-w)");
}

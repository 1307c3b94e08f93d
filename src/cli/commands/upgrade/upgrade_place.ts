/**
 * Whether this executable is one that `atlcli upgrade` may replace, and where it lies.
 *
 * @module
 */
import { AtlcliError, type Host } from "../../../../mod.ts";
import { FileFault } from "../../../core/host.ts";
import { parentPath } from "../../../core/paths.ts";
import type { Program } from "../../process/program.ts";

/** Where package managers put programs, and how theirs are upgraded. */
const MANAGED: readonly { readonly path: RegExp; readonly by: string; readonly remedy: string }[] = [
  { path: /[\\/](?:Cellar|homebrew|linuxbrew)[\\/]/i, by: "Homebrew", remedy: "brew upgrade atlcli" },
  { path: /\\scoop\\/i, by: "Scoop", remedy: "scoop update atlcli" },
  { path: /\\WinGet\\/i, by: "winget", remedy: "winget upgrade atlcli" },
  { path: /[\\/]node_modules[\\/]/, by: "npm", remedy: "npm install --global @atlcli/atlcli@latest" },
  {
    path: /[\\/](?:hostedtoolcache|_tool)[\\/]/,
    by: "a workflow's action",
    remedy: "name another version in the workflow",
  },
  { path: /^\/nix\/store\//, by: "Nix", remedy: "upgrade it there" },
  { path: /^\/(?:usr\/)?s?bin\//, by: "the system's package manager", remedy: "upgrade it there" },
];

/** How an executable that a package manager put there is upgraded; `undefined` where none did. */
export function managerOf(path: string): { readonly by: string; readonly remedy: string } | undefined {
  return MANAGED.find((manager) => manager.path.test(path));
}

/** What has to be known of this program. */
export interface PlaceOptions {
  readonly host: Pick<Host, "files" | "random" | "userId">;
  readonly program: Program;
}

/**
 * Where the executable lies, with every link followed.
 *
 * @throws {AtlcliError} `upgrade-refused` when it is none, when a package manager looks after it, or when its folder
 * cannot be written, or can be written by others.
 */
export async function replaceablePath({ host, program }: PlaceOptions): Promise<string> {
  if (program.executable === undefined) {
    throw refused(
      "This atlcli is no executable of its own: Deno runs its sources",
      "Upgrade the sources instead",
    );
  }
  const path = await host.files.resolve(program.executable);
  const manager = managerOf(path);
  if (manager !== undefined) {
    throw refused(
      `This atlcli was installed by ${manager.by}: "${path}"`,
      `Upgrade it with that: ${manager.remedy}`,
    );
  }
  await requireOurs(path, host);
  await requireWritable(path, host);
  return path;
}

/** Where others can write, they can swap what was verified before it is started, or before it is put in place. */
async function requireOurs(path: string, { files, userId }: PlaceOptions["host"]): Promise<void> {
  const user = userId();
  const place = parentPath(path);
  for (let folder = place; folder !== undefined; folder = parentPath(folder)) {
    const stat = await files.stat(folder);
    const { owner, mode = 0 } = stat ?? {};
    if (owner !== undefined && user !== undefined && owner !== user && owner !== 0) {
      throw refused(
        `This atlcli cannot be replaced: another user (${owner}) owns the folder "${folder}"`,
        "Install it anew in a folder of your own",
      );
    }
    // Of a folder above, the sticky bit keeps others from renaming what is not theirs, as in /tmp.
    const writers = folder === place ? mode & 0o022 : (mode & STICKY) === 0 ? mode & 0o002 : 0;
    if (writers !== 0) {
      throw refused(
        `This atlcli cannot be replaced: others can write to the folder "${folder}"`,
        `Make it yours alone, or install atlcli anew in such a folder: chmod go-w '${folder}'`,
      );
    }
  }
}

const STICKY = 0o1000;

/** Nothing is downloaded for a folder that cannot be written. */
async function requireWritable(path: string, { files, random }: PlaceOptions["host"]): Promise<void> {
  const probe = temporaryPath(path, random());
  try {
    await files.create(probe, new Uint8Array(), { mode: 0o600 });
    // Another upgrade may have removed it: to that one it looks like the file of an upgrade that was killed.
    await files.remove(probe).catch((error) => {
      if (!(error instanceof FileFault) || error.reason !== "not-found") throw error;
    });
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    throw refused(
      `This atlcli cannot be replaced: ${error.message}`,
      "Upgrade as somebody who may write there, or install it anew in a folder of your own",
      error,
    );
  }
}

/** A name beside the executable that nobody else uses, and that Windows starts. */
export function temporaryPath(path: string, random: number): string {
  return `${path}.new-${unique(random)}${path.endsWith(".exe") ? ".exe" : ""}`;
}

/** A name beside the executable for the version before, on Windows, until a later upgrade can remove it. */
export function oldPath(path: string, random: number): string {
  return `${path}.old-${unique(random)}`;
}

function unique(random: number): string {
  return Math.floor(random * 2 ** 40).toString(36).padStart(8, "0");
}

function refused(message: string, hint: string, cause?: unknown): AtlcliError {
  return new AtlcliError("upgrade-refused", message, { hint, cause });
}

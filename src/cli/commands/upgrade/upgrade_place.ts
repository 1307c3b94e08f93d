/**
 * Whether `atlcli upgrade` may replace this executable, and its path.
 *
 * @module
 */
import { AtlcliError, type Host } from "../../../../mod.ts";
import { FileFault } from "../../../core/host.ts";
import { shellWord } from "../../../core/shell_word.ts";
import { inspectPath, type TrustHost } from "../../../core/trust.ts";
import type { Program } from "../../process/program.ts";

/** The folders of package managers, and their upgrade commands. */
const MANAGED: readonly { readonly path: RegExp; readonly by: string; readonly remedy: string }[] = [
  { path: /[\\/](?:Cellar|homebrew|linuxbrew)[\\/]/i, by: "Homebrew", remedy: "brew upgrade atlcli" },
  { path: /\\scoop\\/i, by: "Scoop", remedy: "scoop update atlcli" },
  { path: /\\WinGet\\/i, by: "winget", remedy: "winget upgrade atlcli" },
  { path: /[\\/]node_modules[\\/]/, by: "npm", remedy: "npm install --global @atlcli/atlcli@latest" },
  {
    path: /[\\/](?:hostedtoolcache|_tool)[\\/]/,
    by: "a workflow's action",
    remedy: "set another version in the workflow",
  },
  { path: /^\/nix\/store\//, by: "Nix", remedy: "use the package manager" },
  { path: /^\/(?:usr\/)?s?bin\//, by: "the system's package manager", remedy: "use the package manager" },
];

/** The package manager that installed an executable; `undefined` if none did. */
export function managerOf(path: string): { readonly by: string; readonly remedy: string } | undefined {
  return MANAGED.find((manager) => manager.path.test(path));
}

/** What {@linkcode replaceablePath} needs. */
interface PlaceOptions {
  readonly host: TrustHost & Pick<Host, "random">;
  readonly program: Pick<Program, "executable">;
}

/**
 * The path of the executable, with all links resolved.
 *
 * @throws {AtlcliError} `upgrade-refused` if this is not an executable, a package manager installed it, its folder is
 * not writable, or other users can write the folder.
 */
export async function replaceablePath({ host, program }: PlaceOptions): Promise<string> {
  if (program.executable === undefined) {
    throw refused(
      "This atlcli is not a standalone executable: Deno runs its sources",
      "Upgrade the sources instead",
    );
  }
  const path = await host.files.resolve(program.executable);
  const manager = managerOf(path);
  if (manager !== undefined) {
    throw refused(
      `This atlcli was installed by ${manager.by}: "${path}"`,
      `To upgrade: ${manager.remedy}`,
    );
  }
  await requireOurs(path, host);
  await requireWritable(path, host);
  return path;
}

/** If other users can write the folder, they can exchange the verified file before it is started or moved. */
async function requireOurs(path: string, host: TrustHost): Promise<void> {
  const { writers } = await inspectPath(host, path);
  const writer = writers.findLast(({ role }) => role !== "file");
  if (writer === undefined) return;
  if (writer.owner !== undefined) {
    throw refused(
      `This atlcli cannot be replaced: another user (${writer.owner}) owns the folder "${writer.path}"`,
      "Reinstall it in a folder that you own",
    );
  }
  throw refused(
    `This atlcli cannot be replaced: others can write to the folder "${writer.path}"`,
    `Restrict it to you, or reinstall atlcli in a folder that only you can write: chmod go-w ${
      shellWord(writer.path)
    }`,
  );
}

/** Checks that the folder is writable, before anything is downloaded. */
async function requireWritable(path: string, { files, random }: PlaceOptions["host"]): Promise<void> {
  const probe = temporaryPath(path, random());
  try {
    await files.create(probe, new Uint8Array(), { mode: 0o600 });
    await files.remove(probe);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    // The folder is there, with the executable in it. Another upgrade has removed the probe as a leftover of a killed one,
    // perhaps while it was written.
    if (error.reason === "not-found") return;
    throw refused(
      `This atlcli cannot be replaced: ${error.message}`,
      "Upgrade as a user who can write there, or reinstall it in a folder that you own",
      error,
    );
  }
}

/** An unused name next to the executable, which Windows can start. */
export function temporaryPath(path: string, random: number): string {
  return `${path}.new-${unique(random)}${path.endsWith(".exe") ? ".exe" : ""}`;
}

/** A name next to the executable for the previous version, on Windows, until a later upgrade removes it. */
export function oldPath(path: string, random: number): string {
  return `${path}.old-${unique(random)}`;
}

function unique(random: number): string {
  return Math.floor(random * 2 ** 40).toString(36).padStart(8, "0");
}

function refused(message: string, hint: string, cause?: unknown): AtlcliError {
  return new AtlcliError("upgrade-refused", message, { hint, cause });
}

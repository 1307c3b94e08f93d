/**
 * Writes build information into an executable.
 *
 * @module
 */

/** The values to write into the compiled copy of the sources. Default: the values in the sources. */
export interface Stamp {
  /** The commit, for `atlcli version`. */
  readonly commit?: string | undefined;
  /** Another version than in deno.json, for tests of an upgrade. */
  readonly version?: string;
  /** Other keys than in src/cli/process/release_keys.ts, for tests of an upgrade. */
  readonly releaseKeys?: readonly string[];
}

/** Writes a stamp into a copy of the sources. */
export async function stampSources(folder: string, stamp: Stamp): Promise<void> {
  const { commit, version, releaseKeys } = stamp;
  const files = {
    "src/cli/process/build.ts": commit && `export const BUILD = { commit: ${JSON.stringify(commit)} };\n`,
    "src/core/version.ts": version && `export const VERSION = ${JSON.stringify(version)};\n`,
    "src/cli/process/release_keys.ts": releaseKeys &&
      `export const RELEASE_KEYS = ${JSON.stringify(releaseKeys)};\n`,
  };
  for (const [path, text] of Object.entries(files)) {
    if (text !== undefined) await Deno.writeTextFile(`${folder}/${path}`, text);
  }
}

/**
 * The commit of a checkout, as 40 hexadecimal digits, followed by `+changes` if files are modified;
 * `undefined` without git or a checkout.
 */
export async function commitOf(folder: string): Promise<string | undefined> {
  const commit = await git(folder, ["rev-parse", "HEAD"]);
  if (commit === undefined || !/^[0-9a-f]{40}$/.test(commit)) return undefined;
  const changes = await git(folder, ["status", "--porcelain", "--untracked-files=no"]);
  return changes === "" ? commit : `${commit}+changes`;
}

/** The time of a checkout's commit, in seconds since 1970; `undefined` as with {@linkcode commitOf}. */
export async function timeOf(folder: string): Promise<number | undefined> {
  const seconds = await git(folder, ["log", "-1", "--format=%ct"]);
  return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) : undefined;
}

async function git(folder: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const command = new Deno.Command("git", { args: [...args], cwd: folder, stderr: "null" });
    const { success, stdout } = await command.output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

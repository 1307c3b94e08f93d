/**
 * What an executable is told of its own making.
 *
 * @module
 */

/** What is written into the copy of the sources that is compiled. What is left out stays as the sources have it. */
export interface Stamp {
  /** The commit, for `atlcli version`. */
  readonly commit?: string | undefined;
  /** Another version than deno.json has: for tests of an upgrade. */
  readonly version?: string;
  /** Other keys than those of src/cli/process/release_keys.ts: for tests of an upgrade. */
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
 * The commit that a checkout is at, as 40 hexadecimal digits, with `+changes` behind it where files differ from it;
 * `undefined` where there is no git, or no checkout.
 */
export async function commitOf(folder: string): Promise<string | undefined> {
  const commit = await git(folder, ["rev-parse", "HEAD"]);
  if (commit === undefined || !/^[0-9a-f]{40}$/.test(commit)) return undefined;
  const changes = await git(folder, ["status", "--porcelain", "--untracked-files=no"]);
  return changes === "" ? commit : `${commit}+changes`;
}

/** When the commit that a checkout is at was made, in seconds since 1970; `undefined` as with {@linkcode commitOf}. */
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

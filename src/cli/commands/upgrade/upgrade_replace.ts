/**
 * Replaces an executable with another version.
 *
 * The new executable is written to the same folder, verified against its checksum, and started once. It is verified
 * again before it is started, and before it atomically replaces the old one. If anything fails or the process is
 * killed, the old executable stays in place.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { basename, dirname } from "node:path";
import { AtlcliError, type Host } from "../../../../mod.ts";
import { FileFault, RunFault } from "../../../core/host.ts";
import { pathWord } from "../../../core/shell_word.ts";
import { oldPath, temporaryPath } from "./upgrade_place.ts";

/** Maximum time for the first start, in milliseconds: a virus scanner may delay it. */
const START_MS = 60_000;
/** The mode of the new executable: all users may run it, only the owner may change it. */
const USUAL_MODE = 0o755;

/** The replacement of the executable. */
interface Replacement {
  /** The path of the executable, with all links resolved. */
  readonly path: string;
  readonly version: string;
  /** The expected SHA-256, as hexadecimal digits. */
  readonly sum: string;
  /** Starts the download. */
  readonly open: () => Promise<ReadableStream<Uint8Array>>;
}

/**
 * Replaces an executable.
 *
 * @throws {AtlcliError} `release-untrusted` if the checksum differs; `upgrade-failed` if the file cannot be written, or
 * does not start as that version. The old executable is unchanged in these cases.
 */
export async function replaceExecutable(
  host: Pick<Host, "os" | "files" | "random" | "run">,
  { path, version, sum, open }: Replacement,
): Promise<void> {
  const next = temporaryPath(path, host.random());
  const mode = (((await host.files.stat(path))?.mode ?? USUAL_MODE) & ~0o022) | 0o500;
  try {
    await removeLeftovers(host, { path });
    await host.files.create(next, await open(), { mode });
    await requireSum(host, { path: next, version, sum });
    await requireStart(host, { path: next, version });
    await requireSum(host, { path: next, version, sum });
    await putInPlace(host, { from: next, to: path });
  } catch (error) {
    await host.files.remove(next).catch(() => {});
    throw error instanceof FileFault ? failed(`Cannot write ${version}: ${error.message}`, error) : error;
  }
}

/** Checks the file on the disk, which must not be a link. */
async function requireSum(
  { files }: Pick<Host, "files">,
  { path, version, sum }: Pick<Replacement, "path" | "version" | "sum">,
): Promise<void> {
  const hash = createHash("sha256");
  for await (const piece of await files.open(path, { realPath: path }) ?? []) hash.update(piece);
  if (hash.digest("hex") !== sum) throw wrongSum(version);
}

/**
 * Removes the files of a killed upgrade, and on Windows the previous version, which cannot be removed while it runs.
 */
async function removeLeftovers(
  { files }: Pick<Host, "files">,
  { path }: { readonly path: string },
): Promise<void> {
  const name = basename(path);
  const isLeftover = (entry: string): boolean =>
    entry === `${name}.old` ||
    (entry.startsWith(name) && /^\.(?:new|old)-[0-9a-z]{8}(?:\.exe)?$/.test(entry.slice(name.length)));
  for (const entry of await files.list(dirname(path)) ?? []) {
    if (isLeftover(entry)) await files.remove(`${path}${entry.slice(name.length)}`).catch(() => {});
  }
}

/** Starts the new executable, which must report the expected version. */
async function requireStart(
  host: Pick<Host, "run">,
  { path, version }: { readonly path: string; readonly version: string },
): Promise<void> {
  const { code, stdout } = await start(host, path).catch((cause) => {
    if (!(cause instanceof RunFault)) throw cause;
    throw failed(`Version ${version} does not start here: ${cause.message}`, cause);
  });
  if (code !== 0) throw failed(`Version ${version} does not start here: it exited with ${code}`);
  if (versionIn(new TextDecoder().decode(stdout)) !== version) {
    throw failed(`The release ${version} reports another version`);
  }
}

async function start(host: Pick<Host, "run">, program: string): ReturnType<Host["run"]> {
  return await host.run({
    program,
    args: ["version", "--json"],
    environment: { kind: "inherited", emptied: ["ATLCLI_API_TOKEN", "ATLCLI_API_TOKEN_FILE"] },
    timeoutMs: START_MS,
  });
}

function versionIn(text: string): unknown {
  try {
    const output: unknown = JSON.parse(text);
    return typeof output === "object" && output !== null && "version" in output ? output.version : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Windows can rename a running program, but neither replace nor remove it. Each replaced version gets its own name,
 * because an earlier one may still run.
 */
async function putInPlace(
  { os, files, random }: Pick<Host, "os" | "files" | "random">,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  if (os !== "windows") {
    await files.rename(from, to);
    return await files.syncFolder(dirname(to));
  }
  const old = oldPath(to, random());
  await files.rename(to, old);
  try {
    await files.rename(from, to);
  } catch (error) {
    await files.rename(old, to).catch(() => {
      throw new AtlcliError(
        "upgrade-failed",
        `Cannot write "${to}", and the previous version is at "${old}"`,
        {
          hint: `Rename it back: move ${pathWord(os, old)} ${pathWord(os, to)}`,
          cause: error,
        },
      );
    });
    throw error;
  }
}

function wrongSum(version: string): AtlcliError {
  return new AtlcliError(
    "release-untrusted",
    `The download does not match the signed SHA-256 checksum of ${version}`,
    {
      hint:
        "Nothing was changed. Try again; if the error persists, do not install this release by other means",
    },
  );
}

function failed(message: string, cause?: unknown): AtlcliError {
  return new AtlcliError("upgrade-failed", message, { hint: "The previous version is unchanged", cause });
}

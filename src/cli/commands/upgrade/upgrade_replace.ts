/**
 * Puts another version in the place of an executable.
 *
 * The new one is written beside the old one, held against its sum, and started once; it is read again before it is started
 * and before it takes the old one's place, in one step. Whatever goes wrong before, and whenever the process is killed, the old one is there.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { basename, dirname } from "node:path";
import { AtlcliError, type Host } from "../../../../mod.ts";
import { FileFault, RunFault } from "../../../core/host.ts";
import { oldPath, temporaryPath } from "./upgrade_place.ts";

/** A first start may be looked at by a virus scanner. */
const START_MS = 60_000;
/** Everybody may start it. Whatever the old one's mode, only its owner may change it. */
const USUAL_MODE = 0o755;

/** What takes the executable's place. */
export interface Replacement {
  /** The executable, with every link followed. */
  readonly path: string;
  readonly version: string;
  /** SHA-256, as hexadecimal digits. */
  readonly sum: string;
  /** Begins to fetch it. */
  readonly open: () => Promise<ReadableStream<Uint8Array>>;
}

/**
 * Replaces an executable.
 *
 * @throws {AtlcliError} `release-untrusted` when the content has another sum; `upgrade-failed` when it cannot be written,
 * or does not start as that version. The old one is there then, as it was.
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

/** What lies there now, as it is on the disk: a file, and no link to one. */
async function requireSum(
  { files }: Pick<Host, "files">,
  { path, version, sum }: Pick<Replacement, "path" | "version" | "sum">,
): Promise<void> {
  const hash = createHash("sha256");
  for await (const piece of await files.open(path, { realPath: path }) ?? []) hash.update(piece);
  if (hash.digest("hex") !== sum) throw wrongSum(version);
}

/** What an upgrade that was killed left, and on Windows the version before, which could not be removed while it ran. */
async function removeLeftovers(
  { files }: Pick<Host, "files">,
  { path }: { readonly path: string },
): Promise<void> {
  const name = basename(path);
  const isLeftover = (found: string): boolean =>
    found === `${name}.old` ||
    (found.startsWith(name) && /^\.(?:new|old)-[0-9a-z]{8}(?:\.exe)?$/.test(found.slice(name.length)));
  for (const found of await files.list(dirname(path)) ?? []) {
    if (isLeftover(found)) await files.remove(`${path}${found.slice(name.length)}`).catch(() => {});
  }
}

/** Starts the new one, which has to say that it is the version that is wanted. */
async function requireStart(
  host: Pick<Host, "run">,
  { path, version }: { readonly path: string; readonly version: string },
): Promise<void> {
  const { code, stdout } = await start(host, path).catch((cause) => {
    if (!(cause instanceof RunFault)) throw cause;
    throw failed(`Version ${version} does not start here: ${cause.message}`, cause);
  });
  if (code !== 0) throw failed(`Version ${version} does not start here: it ended with ${code}`);
  if (versionIn(new TextDecoder().decode(stdout)) !== version) {
    throw failed(`What was released as ${version} says that it is another version`);
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
    const said: unknown = JSON.parse(text);
    return typeof said === "object" && said !== null && "version" in said ? said.version : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Windows lets a program that runs be renamed, and neither be replaced nor removed: each version that is replaced gets a
 * name of its own, since an earlier one may still run.
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
      throw new AtlcliError("upgrade-failed", `Cannot write "${to}", and the version before is at "${old}"`, {
        hint: `Rename it back: Move-Item '${old}' '${to}'`,
        cause: error,
      });
    });
    throw error;
  }
}

function wrongSum(version: string): AtlcliError {
  return new AtlcliError(
    "release-untrusted",
    `What was downloaded is not what was signed as ${version}: another SHA-256 sum`,
    {
      hint: "Nothing was changed. Try again; if it stays so, do not install this release by other means",
    },
  );
}

function failed(message: string, cause?: unknown): AtlcliError {
  return new AtlcliError("upgrade-failed", message, { hint: "The version before is there as it was", cause });
}

/**
 * File operations in Node.
 *
 * @module
 */
import type { Stats } from "node:fs";
import { FileFault, type Files, type FileStat } from "../../core/host.ts";
import { systemClock } from "../shared/clock.ts";
import { createFile, type NewFile } from "../shared/create_file.ts";
import { asFileFault, fileFault, ifExists } from "../shared/file_errors.ts";
import { followLinks, type Links, readLink } from "../shared/follow_links.ts";
import { readStream } from "../shared/read_stream.ts";
import { renameFile } from "../shared/rename_file.ts";
import { type FileIdentity, requireReal } from "../shared/require_real.ts";

const fs = (): Promise<typeof import("node:fs/promises")> => import("node:fs/promises");

/** File operations without locks: Node has none that the system releases when a process ends. */
export function nodeFiles(): Files {
  return {
    stat: (path, options) => ifExists(path, async () => toStat(await lookAt(path, options))),
    read: (path) => ifExists(path, async () => Uint8Array.from(await (await fs()).readFile(path))),
    open: (path, options) => ifExists(path, () => openOld(path, options?.realPath)),
    create: createFile({ open: openNew, remove: async (path) => await (await fs()).unlink(path) }),
    rename: renameFile({
      isWindows: () => !hasModes(),
      rename: async (from, to) => await (await fs()).rename(from, to),
      isFolder: async (path) => (await (await fs()).lstat(path)).isDirectory(),
      clock: systemClock,
    }),
    remove,
    makeFolder,
    list: (path) => ifExists(path, async () => await (await fs()).readdir(path)),
    setMode: async (path, mode) => {
      if (hasModes()) await asFileFault(path, async () => await (await fs()).chmod(path, mode));
    },
    syncFolder,
    resolve: (path) => asFileFault(path, () => followLinks(path, LINKS)),
    readLink: (path) => readLink(path, LINKS),
    lock: (path) => Promise.reject(new FileFault("no-locks", path)),
  };
}

function hasModes(): boolean {
  return globalThis.process.platform !== "win32";
}

async function lookAt(path: string, options: { readonly follow?: boolean } = {}): Promise<Stats> {
  const { lstat, stat } = await fs();
  return await (options.follow === false ? lstat(path) : stat(path));
}

function toStat(stats: Stats): FileStat {
  return {
    kind: stats.isFile()
      ? "file"
      : stats.isDirectory()
      ? "folder"
      : stats.isSymbolicLink()
      ? "link"
      : "other",
    mode: hasModes() ? stats.mode & 0o7777 : undefined,
    owner: hasModes() ? stats.uid : undefined,
    size: stats.size,
    modifiedAt: stats.mtimeMs,
  };
}

async function openNew(path: string, mode: number): Promise<NewFile> {
  const file = await (await fs()).open(path, "wx", mode);
  return {
    write: async (bytes) => (await file.write(bytes)).bytesWritten,
    setMode: async (exactly) => {
      if (hasModes()) await file.chmod(exactly);
    },
    sync: () => file.sync(),
    close: () => file.close(),
  };
}

async function openOld(
  path: string,
  wanted: string | undefined,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const stat = await lookAt(path, { follow: wanted === undefined });
  if (stat.isDirectory()) throw new FileFault("is-folder", path);
  if (stat.isSymbolicLink()) throw new FileFault("is-link", path);
  // Opening a named pipe would block until another process writes to it.
  if (wanted !== undefined && !stat.isFile()) throw new FileFault("not-regular", path);
  const { open, realpath, lstat } = await fs();
  const file = await open(path, "r");
  try {
    if (wanted !== undefined) {
      await requireReal({
        path,
        wanted,
        opened: identityOf(await file.stat()),
        realPath: realpath,
        look: async (real) => identityOf(await lstat(real)),
      });
    }
  } catch (error) {
    await file.close();
    throw error;
  }
  return readStream({
    read: (buffer) => asFileFault(path, async () => (await file.read(buffer)).bytesRead),
    close: () => file.close(),
  });
}

function identityOf(stats: Stats): FileIdentity {
  return {
    isFile: stats.isFile(),
    device: stats.dev,
    inode: stats.ino,
    bornAt: stats.birthtime.getTime(),
  };
}

async function makeFolder(path: string, { mode }: { readonly mode: number }): Promise<void> {
  const { lstat, mkdir } = await fs();
  try {
    await mkdir(path, { recursive: true, mode });
  } catch (error) {
    // An existing folder is not an error; anything else is, such as a broken link.
    const there = await lstat(path).catch(() => undefined);
    throw there === undefined ? fileFault(error, path) : new FileFault("not-folder", path, { cause: error });
  }
}

async function remove(path: string): Promise<boolean> {
  const { lstat, unlink } = await fs();
  const removed = await ifExists(path, async () => {
    if ((await lstat(path)).isDirectory()) throw new FileFault("is-folder", path);
    await unlink(path);
    return true;
  });
  return removed ?? false;
}

/** The rename has already happened, so a system that cannot flush a folder is not an error. */
async function syncFolder(path: string): Promise<void> {
  if (!hasModes()) return;
  const { open } = await fs();
  const folder = await open(path, "r").catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

const LINKS: Links = {
  realPath: async (path) => await (await fs()).realpath(path),
  isLink: async (path) => (await (await fs()).lstat(path)).isSymbolicLink(),
  readLink: async (path) => await (await fs()).readlink(path),
};

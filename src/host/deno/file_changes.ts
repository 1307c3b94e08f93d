/**
 * Loaded lazily, because most commands do not need it: changes of files and folders, streams, lists and links, in Deno.
 *
 * @module
 */
import { FileFault, type Files } from "../../core/host.ts";
import { parentPath } from "../../core/paths.ts";
import { systemClock } from "../shared/clock.ts";
import { createFile, type NewFile } from "../shared/create_file.ts";
import { asFileFault, fileFault, ifExists } from "../shared/file_errors.ts";
import { followLinks, type Links, readLink } from "../shared/follow_links.ts";
import { readStream } from "../shared/read_stream.ts";
import { renameFile } from "../shared/rename_file.ts";
import { type FileIdentity, requireReal } from "../shared/require_real.ts";
import { hasModes } from "./files.ts";
import { lockQueue } from "./lock.ts";

/** {@linkcode Files} without `stat` and `read`. */
export type LateFiles = Omit<Files, "stat" | "read">;

/** File operations in Deno, without `stat` and `read`. */
export function denoLateFiles(): LateFiles {
  const locks = lockQueue();
  return {
    open: (path, options) => ifExists(path, () => openOld(path, options?.realPath)),
    list: (path) =>
      ifExists(path, () => Array.fromAsync(Deno.readDir(path), (entry: Deno.DirEntry) => entry.name)),
    resolve: (path) => asFileFault(path, () => followLinks(path, LINKS)),
    readLink: (path) => readLink(path, LINKS),
    create: createFile({ open: openNew, remove: (path) => Deno.remove(path) }),
    rename: renameFile({
      isWindows: () => Deno.build.os === "windows",
      rename: (from, to) => Deno.rename(from, to),
      isFolder: async (path) => (await Deno.lstat(path)).isDirectory,
      clock: systemClock,
    }),
    remove,
    makeFolder,
    setMode: async (path, mode) => {
      if (hasModes()) await asFileFault(path, () => Deno.chmod(path, mode));
    },
    syncFolder,
    lock: (path, { timeoutMs }) => locks.take(path, timeoutMs),
  };
}

async function openOld(
  path: string,
  wanted: string | undefined,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const stat = wanted === undefined ? Deno.statSync(path) : Deno.lstatSync(path);
  if (stat.isDirectory) throw new FileFault("is-folder", path);
  if (stat.isSymlink) throw new FileFault("is-link", path);
  // Opening a named pipe would block until another process writes to it.
  if (wanted !== undefined && !stat.isFile) throw new FileFault("not-regular", path);
  const file = await Deno.open(path, { read: true });
  try {
    if (wanted !== undefined) {
      await requireReal({
        path,
        wanted,
        opened: identityOf(await file.stat()),
        realPath: Deno.realPath,
        look: async (real) => identityOf(await Deno.lstat(real)),
      });
    }
  } catch (error) {
    file.close();
    throw error;
  }
  return readStream({
    read: (buffer) => asFileFault(path, async () => await file.read(buffer) ?? 0),
    close: () => file.close(),
  });
}

function identityOf({ isFile, dev, ino, birthtime }: Deno.FileInfo): FileIdentity {
  return { isFile, device: dev, inode: ino, bornAt: birthtime?.getTime() };
}

async function openNew(path: string, mode: number): Promise<NewFile> {
  const file = await Deno.open(path, { write: true, createNew: true, mode });
  return {
    write: (bytes) => file.write(bytes),
    setMode: async (exactly) => {
      if (hasModes()) await Deno.chmod(path, exactly);
    },
    sync: () => file.sync(),
    close: () => file.close(),
  };
}

async function makeFolder(path: string, { mode }: { readonly mode: number }): Promise<void> {
  if (await isFolder(path)) return;
  const parent = parentPath(path);
  if (parent !== undefined) await makeFolder(parent, { mode });
  try {
    await Deno.mkdir(path, { mode });
    // Undoes the umask, which may have removed bits that are needed to create files in it.
    if (hasModes()) await Deno.chmod(path, mode);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw fileFault(error, path);
    // Another process may have created it; or it is not a folder.
    if (!await isFolder(path)) throw new FileFault("not-folder", path, { cause: error });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await ifExists(path, () => Deno.stat(path)))?.isDirectory ?? false;
}

async function remove(path: string): Promise<boolean> {
  const removed = await ifExists(path, async () => {
    // Deno.remove() would also delete an empty folder.
    if ((await Deno.lstat(path)).isDirectory) throw new FileFault("is-folder", path);
    await Deno.remove(path);
    return true;
  });
  return removed ?? false;
}

/** The rename has already happened, so a system that cannot flush a folder is not an error. */
async function syncFolder(path: string): Promise<void> {
  if (!hasModes()) return;
  const folder = await Deno.open(path, { read: true }).catch(() => undefined);
  await folder?.sync().catch(() => {});
  folder?.close();
}

const LINKS: Links = {
  realPath: (path) => Deno.realPathSync(path),
  isLink: (path) => Deno.lstatSync(path).isSymlink,
  readLink: (path) => Deno.readLinkSync(path),
};

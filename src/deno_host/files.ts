/**
 * Files and folders, by Deno.
 *
 * @module
 */
import { FileFault, type Files, type FileStat } from "../host.ts";
import { parentPath } from "../paths.ts";
import { createFile, type NewFile } from "../system/create_file.ts";
import { faulting, fileFault, unlessAbsent } from "../system/fault.ts";
import { followLinks, type Links } from "../system/follow_links.ts";
import { readStream } from "../system/read_stream.ts";
import { lockQueue } from "./lock.ts";

/** The files of this machine. */
export function denoFiles(): Files {
  const locks = lockQueue();
  return {
    stat: (path, options) => unlessAbsent(path, () => toStat(lookAt(path, options))),
    read: (path) => unlessAbsent(path, () => Deno.readFileSync(path)),
    open: (path) => unlessAbsent(path, () => openOld(path)),
    create: createFile({ open: openNew, remove: (path) => Deno.remove(path) }),
    rename: (from, to) => faulting(from, () => Deno.rename(from, to)),
    remove,
    makeFolder,
    list: (path) =>
      unlessAbsent(path, () => Array.fromAsync(Deno.readDir(path), (entry: Deno.DirEntry) => entry.name)),
    setMode: async (path, mode) => {
      if (hasModes()) await faulting(path, () => Deno.chmod(path, mode));
    },
    syncFolder,
    resolve: (path) => faulting(path, () => followLinks(path, LINKS)),
    lock: (path, { timeoutMs }) => locks.take(path, timeoutMs),
  };
}

function hasModes(): boolean {
  return Deno.build.os !== "windows";
}

function lookAt(path: string, options: { readonly follow?: boolean } = {}): Deno.FileInfo {
  return options.follow === false ? Deno.lstatSync(path) : Deno.statSync(path);
}

function toStat(info: Deno.FileInfo): FileStat {
  return {
    kind: info.isFile ? "file" : info.isDirectory ? "folder" : info.isSymlink ? "link" : "other",
    mode: info.mode === null || !hasModes() ? undefined : info.mode & 0o7777,
    owner: hasModes() ? info.uid ?? undefined : undefined,
    size: info.size,
    modifiedAt: info.mtime?.getTime(),
  };
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

async function openOld(path: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  if (lookAt(path).isDirectory) throw new FileFault("is-folder", path);
  const file = await Deno.open(path, { read: true });
  return readStream({
    read: (buffer) => faulting(path, async () => await file.read(buffer) ?? 0),
    close: () => file.close(),
  });
}

async function makeFolder(path: string, { mode }: { readonly mode: number }): Promise<void> {
  if (await isFolder(path)) return;
  const parent = parentPath(path);
  if (parent !== undefined) await makeFolder(parent, { mode });
  try {
    await Deno.mkdir(path, { mode });
    // The umask may have taken bits away, without which nothing can be made in it.
    if (hasModes()) await Deno.chmod(path, mode);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw fileFault(error, path);
    // Another process was faster; or it is no folder.
    if (!await isFolder(path)) throw new FileFault("not-folder", path, { cause: error });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await unlessAbsent(path, () => Deno.stat(path)))?.isDirectory ?? false;
}

async function remove(path: string): Promise<boolean> {
  const removed = await unlessAbsent(path, async () => {
    // Deno.remove() would take an empty folder, too.
    if ((await Deno.lstat(path)).isDirectory) throw new FileFault("is-folder", path);
    await Deno.remove(path);
    return true;
  });
  return removed ?? false;
}

/** The rename before it has happened already: a system that cannot flush a folder is no reason to say it had not. */
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

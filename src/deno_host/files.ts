/**
 * Files and folders, by Deno: looking at them and reading them. What changes something is read when it is asked for.
 *
 * @module
 */
import { FileFault, type Files, type FileStat } from "../host.ts";
import { faulting, unlessAbsent } from "../system/fault.ts";
import { followLinks, type Links } from "../system/follow_links.ts";
import { readStream } from "../system/read_stream.ts";
import type { FileChanges } from "./file_changes.ts";

/** The files of this machine. */
export function denoFiles(): Files {
  let opened: Promise<FileChanges> | undefined;
  const changes = (): Promise<FileChanges> =>
    opened ??= import("./file_changes.ts").then(({ denoFileChanges }) => denoFileChanges());
  return {
    stat: (path, options) => unlessAbsent(path, () => toStat(lookAt(path, options))),
    read: (path) => unlessAbsent(path, () => Deno.readFileSync(path)),
    open: (path) => unlessAbsent(path, () => openOld(path)),
    list: (path) =>
      unlessAbsent(path, () => Array.fromAsync(Deno.readDir(path), (entry: Deno.DirEntry) => entry.name)),
    resolve: (path) => faulting(path, () => followLinks(path, LINKS)),
    create: async (path, content, options) => await (await changes()).create(path, content, options),
    rename: async (from, to) => await (await changes()).rename(from, to),
    remove: async (path) => await (await changes()).remove(path),
    makeFolder: async (path, options) => await (await changes()).makeFolder(path, options),
    setMode: async (path, mode) => await (await changes()).setMode(path, mode),
    syncFolder: async (path) => await (await changes()).syncFolder(path),
    lock: async (path, options) => await (await changes()).lock(path, options),
  };
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

/** Whether this system has permission bits. */
export function hasModes(): boolean {
  return Deno.build.os !== "windows";
}

async function openOld(path: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  if (lookAt(path).isDirectory) throw new FileFault("is-folder", path);
  const file = await Deno.open(path, { read: true });
  return readStream({
    read: (buffer) => faulting(path, async () => await file.read(buffer) ?? 0),
    close: () => file.close(),
  });
}

const LINKS: Links = {
  realPath: (path) => Deno.realPathSync(path),
  isLink: (path) => Deno.lstatSync(path).isSymlink,
  readLink: (path) => Deno.readLinkSync(path),
};

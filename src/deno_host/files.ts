/**
 * Files and folders, by Deno.
 *
 * @module
 */
import { FileFault, type Files, type FileStat } from "../host.ts";
import { baseName, isAbsolutePath, joinPath, parentPath } from "../paths.ts";
import { faulting, fileFault, unlessAbsent } from "./fault.ts";
import { lockQueue } from "./lock.ts";

/** As many links are followed one after the other as Linux follows. */
const MAX_LINKS = 40;

/** The files of this machine. */
export function denoFiles(): Files {
  const locks = lockQueue();
  return {
    stat: (path, options) => unlessAbsent(path, () => toStat(lookAt(path, options))),
    read: (path) => unlessAbsent(path, () => Deno.readFileSync(path)),
    create,
    rename: (from, to) => faulting(from, () => Deno.rename(from, to)),
    remove,
    makeFolder,
    list: (path) =>
      unlessAbsent(path, () => Array.fromAsync(Deno.readDir(path), (entry: Deno.DirEntry) => entry.name)),
    setMode: async (path, mode) => {
      if (hasModes()) await faulting(path, () => Deno.chmod(path, mode));
    },
    syncFolder,
    resolve: (path) => faulting(path, () => follow(path, MAX_LINKS)),
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

async function create(
  path: string,
  content: Uint8Array | ReadableStream<Uint8Array>,
  { mode }: { readonly mode: number },
): Promise<void> {
  const file = await faulting(path, () => Deno.open(path, { write: true, createNew: true, mode }))
    .catch(async (fault) => {
      if (content instanceof ReadableStream) await content.cancel(fault).catch(() => {});
      throw fault;
    });
  try {
    // The umask may have taken bits away.
    if (hasModes()) await faulting(path, () => Deno.chmod(path, mode));
    const pieces = content instanceof ReadableStream ? content : [content];
    for await (const piece of pieces) await faulting(path, () => writeAll(file, piece));
    await faulting(path, () => file.sync());
    file.close();
  } catch (fault) {
    file.close();
    await Deno.remove(path).catch(() => {});
    throw fault;
  }
}

/** A write may take fewer bytes than it was given. */
async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await file.write(bytes.subarray(written));
  }
}

async function makeFolder(path: string, { mode }: { readonly mode: number }): Promise<void> {
  try {
    await Deno.mkdir(path, { recursive: true, mode });
  } catch (error) {
    // A folder that is there is no error: it is something else.
    if (error instanceof Deno.errors.AlreadyExists) throw new FileFault("not-folder", path, { cause: error });
    throw fileFault(error, path);
  }
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

async function follow(path: string, links: number): Promise<string> {
  const real = await unlessAbsent(path, () => Deno.realPathSync(path));
  if (real !== undefined) return real;
  if (links === 0) throw new FileFault("other", path);
  const parent = parentPath(path);
  if (parent === undefined) return path;
  const here = joinPath(await follow(parent, links), baseName(path));
  const info = await unlessAbsent(here, () => Deno.lstatSync(here));
  if (info?.isSymlink !== true) return here;
  const target = Deno.readLinkSync(here);
  return await follow(isAbsolutePath(target) ? target : joinPath(parentPath(here) ?? "/", target), links - 1);
}

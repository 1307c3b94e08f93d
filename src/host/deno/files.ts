/**
 * File operations in Deno. Every command needs `stat` and `read`, which are here; the rest is loaded lazily.
 *
 * @module
 */
import type { Files, FileStat } from "../../core/host.ts";
import { ifExists } from "../shared/file_errors.ts";
import type { LateFiles } from "./file_changes.ts";

/** File operations in Deno. */
export function denoFiles(): Files {
  let opened: Promise<LateFiles> | undefined;
  const late = (): Promise<LateFiles> =>
    opened ??= import("./file_changes.ts").then(({ denoLateFiles }) => denoLateFiles());
  return {
    stat: (path, options) => ifExists(path, () => toStat(lookAt(path, options))),
    read: (path) => ifExists(path, () => Deno.readFileSync(path)),
    open: async (path, options) => await (await late()).open(path, options),
    list: async (path) => await (await late()).list(path),
    resolve: async (path) => await (await late()).resolve(path),
    readLink: async (path) => await (await late()).readLink(path),
    create: async (path, content, options) => await (await late()).create(path, content, options),
    rename: async (from, to) => await (await late()).rename(from, to),
    remove: async (path) => await (await late()).remove(path),
    makeFolder: async (path, options) => await (await late()).makeFolder(path, options),
    setMode: async (path, mode) => await (await late()).setMode(path, mode),
    syncFolder: async (path) => await (await late()).syncFolder(path),
    lock: async (path, options) => await (await late()).lock(path, options),
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

/**
 * Whether this system has permission bits.
 *
 * @see https://docs.deno.com/api/deno/~/Deno.FileInfo `mode` and `uid` are `null` on Windows.
 */
export function hasModes(): boolean {
  return Deno.build.os !== "windows";
}

/**
 * Absolute paths as text, of Windows (`C:\Users\me`, `\\server\share`) or any other system (`/home/me`). Which of the
 * two a path is shows in how it begins.
 *
 * @module
 */

/** Whether a path is absolute, in the way of either kind of system. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith("/") || isWindowsPath(path);
}

/**
 * A path as seen from a folder: as it is when it is absolute, else inside that folder.
 *
 * @example
 * ```ts
 * import { absolutePath } from "@atlcli/atlcli";
 *
 * console.assert(absolutePath("/home/me", "ca.pem") === "/home/me/ca.pem");
 * console.assert(absolutePath("/home/me", "/etc/ca.pem") === "/etc/ca.pem");
 * ```
 */
export function absolutePath(folder: string, path: string): string {
  return isAbsolutePath(path) ? path : joinPath(folder, path);
}

/** A name inside a folder. */
export function joinPath(folder: string, name: string): string {
  if (isWindowsPath(folder)) return `${folder.replace(/[\\/]+$/, "")}\\${name}`;
  return `${folder.replace(/\/+$/, "")}/${name}`;
}

/** The folder that a path lies in; `undefined` for a root. */
export function parentPath(path: string): string | undefined {
  const separators = isWindowsPath(path) ? /[\\/]+/g : /\/+/g;
  const trimmed = isRoot(path) ? path : path.replace(isWindowsPath(path) ? /[\\/]+$/ : /\/+$/, "");
  if (isRoot(trimmed)) return undefined;
  const last = [...trimmed.matchAll(separators)].at(-1)?.index;
  if (last === undefined) return undefined;
  const parent = trimmed.slice(0, last);
  if (parent === "") return "/";
  return /^[A-Za-z]:$/.test(parent) ? `${parent}\\` : parent;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.split(isWindowsPath(path) ? /[\\/]+/ : /\/+/).filter((part) => part !== "").at(-1) ?? "";
}

function isWindowsPath(path: string): boolean {
  return /^[A-Za-z]:[\\/]/.test(path) || path.startsWith("\\\\");
}

function isRoot(path: string): boolean {
  return /^\/+$/.test(path) || /^[A-Za-z]:[\\/]*$/.test(path) ||
    /^\\\\[^\\/]+[\\/]+[^\\/]+[\\/]*$/.test(path);
}

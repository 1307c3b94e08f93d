/**
 * Absolute paths as text, for Windows (`C:\Users\me`, `\\server\share`) and every other system (`/home/me`). The
 * beginning of a path tells which one it is.
 *
 * @module
 */
import { withoutEnd } from "./text.ts";

/** Whether a path is absolute on Windows or on any other system. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith("/") || isWindowsPath(path);
}

/** Resolves a path against a folder; an absolute path is returned unchanged. */
export function absolutePath(folder: string, path: string): string {
  return isAbsolutePath(path) ? path : joinPath(folder, path);
}

/** The path of a name in a folder. */
export function joinPath(folder: string, name: string): string {
  return `${withoutEnd(folder, separatorsOf(folder))}${isWindowsPath(folder) ? "\\" : "/"}${name}`;
}

/** The parent folder of a path; `undefined` for a root. */
export function parentPath(path: string): string | undefined {
  const separators = separatorsOf(path);
  const trimmed = isRoot(path) ? path : withoutEnd(path, separators);
  if (isRoot(trimmed)) return undefined;
  const last = Math.max(...separators.map((separator) => trimmed.lastIndexOf(separator)));
  if (last < 0) return undefined;
  const parent = withoutEnd(trimmed.slice(0, last), separators);
  if (parent === "") return "/";
  return isDrive(parent) ? `${parent}\\` : parent;
}

/** The last component of a path. */
export function baseName(path: string): string {
  return path.split(isWindowsPath(path) ? /[\\/]+/ : "/").filter((part) => part !== "").at(-1) ?? "";
}

/** The separators of a path's system. */
function separatorsOf(path: string): readonly string[] {
  return isWindowsPath(path) ? ["/", "\\"] : ["/"];
}

function isWindowsPath(path: string): boolean {
  return path.startsWith("\\\\") || (isDrive(path.slice(0, 2)) && ["/", "\\"].includes(path.charAt(2)));
}

/** Whether a path is only a drive: `C:`. */
function isDrive(path: string): boolean {
  return path.length === 2 && path.endsWith(":") && /[A-Za-z]/.test(path.charAt(0));
}

function isRoot(path: string): boolean {
  if (path.startsWith("\\\\")) return /^\\\\[^\\/]+[\\/]+[^\\/]+[\\/]*$/.test(path);
  return (path !== "" && withoutEnd(path, ["/"]) === "") || isDrive(withoutEnd(path, ["/", "\\"]));
}

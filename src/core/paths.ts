/**
 * Absolute paths as text, of Windows (`C:\Users\me`, `\\server\share`) or any other system (`/home/me`). Which of the
 * two a path is shows in how it begins.
 *
 * @module
 */
import { withoutEnd } from "./text.ts";

/** Whether a path is absolute, in the way of either kind of system. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith("/") || isWindowsPath(path);
}

/**
 * A path as seen from a folder: as it is when it is absolute, else inside that folder.
 */
export function absolutePath(folder: string, path: string): string {
  return isAbsolutePath(path) ? path : joinPath(folder, path);
}

/** A name inside a folder. */
export function joinPath(folder: string, name: string): string {
  return `${withoutEnd(folder, separatorsOf(folder))}${isWindowsPath(folder) ? "\\" : "/"}${name}`;
}

/** The folder that a path lies in; `undefined` for a root. */
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

/** The last part of a path. */
export function baseName(path: string): string {
  return path.split(isWindowsPath(path) ? /[\\/]+/ : "/").filter((part) => part !== "").at(-1) ?? "";
}

/** What separates the parts of a path. */
function separatorsOf(path: string): readonly string[] {
  return isWindowsPath(path) ? ["/", "\\"] : ["/"];
}

function isWindowsPath(path: string): boolean {
  return path.startsWith("\\\\") || (isDrive(path.slice(0, 2)) && ["/", "\\"].includes(path.charAt(2)));
}

/** A drive and nothing else: `C:`. */
function isDrive(path: string): boolean {
  return path.length === 2 && path.endsWith(":") && /[A-Za-z]/.test(path.charAt(0));
}

function isRoot(path: string): boolean {
  if (path.startsWith("\\\\")) return /^\\\\[^\\/]+[\\/]+[^\\/]+[\\/]*$/.test(path);
  return (path !== "" && withoutEnd(path, ["/"]) === "") || isDrive(withoutEnd(path, ["/", "\\"]));
}

/**
 * The location of Windows' own libraries and programs.
 *
 * @module
 */
import type { Host } from "./host.ts";

/** The folder of Windows if `SystemRoot` does not name another one. */
const USUAL_ROOT = "C:\\Windows";

/**
 * The absolute path of a library or program of Windows. Windows would look up a bare name in the working directory or
 * on PATH, too, where any user may have put a file of that name.
 *
 * Windows sets `SystemRoot` for every process. A value that is not a plain path on a local drive is ignored.
 *
 * @see https://learn.microsoft.com/windows/win32/dlls/dynamic-link-library-search-order
 */
export function systemFile({ env }: Pick<Host, "env">, name: string): string {
  const root = env("SystemRoot");
  return [root !== undefined && isLocalFolder(root) ? root : USUAL_ROOT, "System32", name].join("\\");
}

/** Whether a folder is like `C:\Windows`: a drive, and names without `.`, `..`, a stream or a trailing separator. */
function isLocalFolder(path: string): boolean {
  return /^[A-Za-z]:\\[^\\/:]+(?:\\[^\\/:]+)*$/.test(path) && !/\\\.{1,2}(?:\\|$)/.test(path);
}

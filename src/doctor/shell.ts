/**
 * Commands for the user to run, in the syntax of the system's shell.
 *
 * @module
 */
import type { Os } from "../core/host.ts";
import { shellWord } from "../core/shell_word.ts";

/**
 * A path on a command line. On Windows it is read by cmd.exe and by PowerShell: cmd.exe knows double quotes only (`cmd /?`),
 * in which PowerShell expands `$` and a backtick (about_Quoting_Rules), so only a path with one of these gets PowerShell's
 * single quotes. A name on Windows has no double quote in it (Microsoft, "Naming Files, Paths, and Namespaces").
 */
function pathWord(os: Os, path: string): string {
  if (os !== "windows") return shellWord(path);
  if (/^[\w.:\\/-]+$/.test(path)) return path;
  return /[$`]/.test(path) ? `'${path.replaceAll("'", "''")}'` : `"${path}"`;
}

/** The command to move a file or folder. */
export function moveCommandLine(
  os: Os,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  return `${os === "windows" ? "move" : "mv"} ${pathWord(os, from)} ${pathWord(os, to)}`;
}

/** The command to remove a file. */
export function removeCommandLine(os: Os, path: string): string {
  return `${os === "windows" ? "del" : "rm"} ${pathWord(os, path)}`;
}

/** The command to copy a file with its mode. */
export function copyCommandLine(
  os: Os,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  return `${os === "windows" ? "copy" : "cp -p"} ${pathWord(os, from)} ${pathWord(os, to)}`;
}

/** Formats a mode for `chmod`. */
export function octal(mode: number): string {
  return mode.toString(8).padStart(3, "0");
}

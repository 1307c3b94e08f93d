/**
 * Commands for the user to run, in the syntax of the system's shell.
 *
 * @module
 */
import type { Os } from "../core/host.ts";
import { pathWord } from "../core/shell_word.ts";

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

/**
 * Commands for a person to type, in the words of the system's own shell.
 *
 * @module
 */
import type { Os } from "../core/host.ts";
import { shellWord } from "../core/shell_word.ts";

/** The command that moves a file or folder. */
export function moveCommandLine(
  os: Os,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  return `${os === "windows" ? "move" : "mv"} ${shellWord(from)} ${shellWord(to)}`;
}

/** The command that removes a file. */
export function removeCommandLine(os: Os, path: string): string {
  return `${os === "windows" ? "del" : "rm"} ${shellWord(path)}`;
}

/** The command that copies a file, with its mode. */
export function copyCommandLine(
  os: Os,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  return `${os === "windows" ? "copy" : "cp -p"} ${shellWord(from)} ${shellWord(to)}`;
}

/** A mode, as `chmod` takes it. */
export function octal(mode: number): string {
  return mode.toString(8).padStart(3, "0");
}

/**
 * Commands for a person to type, in the words of the system's own shell.
 *
 * @module
 */
import type { Os } from "../core/host.ts";

/** A word of a command line, in quotes where it needs them. */
export function word(text: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(text)) return text;
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}

/** The command that moves a file or folder. */
export function moveCommandLine(
  os: Os,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  return `${os === "windows" ? "move" : "mv"} ${word(from)} ${word(to)}`;
}

/** The command that removes a file. */
export function removeCommandLine(os: Os, path: string): string {
  return `${os === "windows" ? "del" : "rm"} ${word(path)}`;
}

/** The command that copies a file, with its mode. */
export function copyCommandLine(
  os: Os,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  return `${os === "windows" ? "copy" : "cp -p"} ${word(from)} ${word(to)}`;
}

/** A mode, as `chmod` takes it. */
export function octal(mode: number): string {
  return mode.toString(8).padStart(3, "0");
}

/**
 * Quotes words of a command line for the user to run.
 *
 * @module
 */
import type { Os } from "./host.ts";

/** Quotes a word for `sh` if needed. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}

/**
 * A path on a command line. On Windows it is read by cmd.exe and by PowerShell: cmd.exe knows double quotes only (`cmd /?`),
 * in which PowerShell expands `$` and a backtick, and which a typographic quote ends (about_Quoting_Rules). So only a path
 * with one of these gets PowerShell's single quotes. A name on Windows has no double quote in it (Microsoft, "Naming Files,
 * Paths, and Namespaces").
 */
export function pathWord(os: Os, path: string): string {
  if (os !== "windows") return shellWord(path);
  if (/^[\w.:\\/-]+$/.test(path)) return path;
  return /[$`\u201c-\u201e]/.test(path) ? `'${path.replace(/['\u2018-\u201b]/g, "$&$&")}'` : `"${path}"`;
}

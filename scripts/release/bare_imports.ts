/**
 * Removes imports without effect from a bundle.
 *
 * The bundler lets a file import everything that it may need evaluated first, including the file with only
 * the bundler's helper. Each unnecessary file costs about 0.1 ms at the start.
 *
 * @module
 */
import { readScripts } from "./bundle_files.ts";

/** The helper: it only defines a function. */
const HELPER =
  /^var ([\w$]+)=Object\.defineProperty;var ([\w$]+)=\([^;]*\)=>\{for\(var [^;{}]*\)\1\([^;]*\)\};export\{\2 as \w+\};\s*$/;
const BARE_IMPORT = /\bimport"\.\/([\w.-]+)";/g;

/**
 * Removes bare imports of files without effect: of the helper, and of empty files.
 *
 * @param files The texts by file name.
 */
export function withoutBareImports(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const isInert = (name: string): boolean => {
    const text = files.get(name);
    return text !== undefined && (text.trim() === "" || HELPER.test(text));
  };
  return new Map(
    [...files].map(([name, text]) => [
      name,
      text.replaceAll(BARE_IMPORT, (line, imported: string) => isInert(imported) ? "" : line),
    ]),
  );
}

/** Removes them from the files of a folder, and deletes files that are no longer imported. */
export async function dropBareImports(folder: string): Promise<void> {
  const files = await readScripts(folder);
  const changed = withoutBareImports(files);
  for (const [name, text] of changed) {
    if (text !== files.get(name)) await Deno.writeTextFile(`${folder}/${name}`, text);
  }
  const all = [...changed.values()].join("\n");
  for (const [name, text] of changed) {
    if (text.trim() === "" && !all.includes(`"./${name}"`)) await Deno.remove(`${folder}/${name}`);
  }
}

/**
 * Takes imports out of a bundle that have no effect.
 *
 * The bundler lets a file import all that it could need to be evaluated before, also the file that holds nothing but
 * the bundler's own helper. Each file that the start reads without need costs it some 0.1 ms.
 *
 * @module
 */
import { readScripts } from "./bundle_files.ts";

/** The helper: it defines a function, and does nothing. */
const HELPER =
  /^var ([\w$]+)=Object\.defineProperty;var ([\w$]+)=\([^;]*\)=>\{for\(var [^;{}]*\)\1\([^;]*\)\};export\{\2 as \w+\};\s*$/;
const BARE_IMPORT = /\bimport"\.\/([\w.-]+)";/g;

/**
 * The files of a bundle without bare imports of what does nothing: of the helper, and of empty files.
 *
 * @param files Text by name.
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

/** Takes them out of the files of a folder; a file that nothing names after that is removed. */
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

/**
 * Makes bundles reproducible.
 *
 * The bundler's file names contain a hash that depends on local folders, and an executable stores the time of
 * each file. So files are renamed by the order of their imports, and get a fixed time.
 *
 * @module
 */
import { readScripts } from "./bundle_files.ts";

/** 2000-01-01T00:00Z: the time of every file in an executable. */
const TIME = new Date(946_684_800_000);
const HASH = /-[0-9A-Z]{8}(?=\.js$)/;

/**
 * Renames the files of a bundle, in place.
 *
 * @param folder The folder of the bundle, without other files.
 * @param entry The entry file, which keeps its name.
 */
export async function makeCanonical(folder: string, entry: string): Promise<void> {
  const texts = await readScripts(folder);
  for (const name of texts.keys()) await Deno.remove(`${folder}/${name}`);
  for (const [name, text] of canonicalFiles(texts, entry)) {
    await Deno.writeTextFile(`${folder}/${name}`, text);
    await Deno.utime(`${folder}/${name}`, TIME, TIME);
  }
}

/**
 * The files of a bundle under reproducible names.
 *
 * @param texts The texts by file name.
 * @throws {Error} if a file is not imported.
 */
export function canonicalFiles(
  texts: ReadonlyMap<string, string>,
  entry: string,
): ReadonlyMap<string, string> {
  const names = canonicalNames(texts, entry);
  return new Map([...names].map(([old, name]) => [name, renamed(texts.get(old) ?? "", names)]));
}

/**
 * The files in the order of their imports, starting with the entry; files that are not imported are left out.
 */
function canonicalNames(texts: ReadonlyMap<string, string>, entry: string): ReadonlyMap<string, string> {
  const names = new Map([[entry, entry]]);
  for (const name of names.keys()) {
    for (const [, found = ""] of (texts.get(name) ?? "").matchAll(REFERENCE)) {
      if (names.has(found) || !texts.has(found)) continue;
      names.set(found, found.replace(HASH, `-${names.size}`));
    }
  }
  const lost = [...texts.keys()].filter((name) => !names.has(name));
  if (lost.length > 0) throw new Error(`Nothing in the bundle names ${lost.join(", ")}`);
  return names;
}

/** How a file of a bundle imports another. */
const REFERENCE = /"\.\/([\w.-]+\.js)"/g;

function renamed(text: string, names: ReadonlyMap<string, string>): string {
  return text.replaceAll(REFERENCE, (_, name) => `"./${names.get(name) ?? name}"`);
}

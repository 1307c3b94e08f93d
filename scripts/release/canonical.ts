/**
 * Makes a bundle the same wherever and whenever it is made.
 *
 * The bundler names files by a hash in which the folders of this machine take part, and an executable keeps the time of
 * each file. So files are named by the order in which the program names them, and get one time.
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
 * @param folder The folder of the bundle, which has nothing else in it.
 * @param entry The file that the program begins with; it keeps its name.
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
 * The files of a bundle under names that do not depend on where it was made.
 *
 * @param texts The files by name.
 * @throws {Error} when there is a file that no other names.
 */
export function canonicalFiles(
  texts: ReadonlyMap<string, string>,
  entry: string,
): ReadonlyMap<string, string> {
  const names = canonicalNames(texts, entry);
  return new Map([...names].map(([old, name]) => [name, renamed(texts.get(old) ?? "", names)]));
}

/** The files in the order in which they are named, beginning with the entry; those that are never named come to nothing. */
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

/** How a file of a bundle names another. */
const REFERENCE = /"\.\/([\w.-]+\.js)"/g;

function renamed(text: string, names: ReadonlyMap<string, string>): string {
  return text.replaceAll(REFERENCE, (_, name) => `"./${names.get(name) ?? name}"`);
}

/**
 * Replacements for Node modules in the entry file.
 *
 * commander imports them at the start, and uses hardly anything of them: they are for subcommands in separate
 * programs, and for things that are set by options here (streams, widths, colours, the exit). Deno creates
 * Node's modules on first import: on 2.9, these six take two thirds of the start-up time.
 *
 * @module
 */

/** An expression per module, with the exports that commander uses. */
const STAND_INS: Readonly<Record<string, string>> = {
  "node:child_process": "{}",
  "node:fs": "{}",
  "node:path": "{}",
  // The exit code is read when help is shown because of an error.
  "node:process": "{}",
  // Help is not coloured.
  "node:util": "{stripVTControlCharacters:text=>text}",
  "node:events": `{EventEmitter:class{
  #listeners=new Map();
  on(name,listener){this.#listeners.set(name,[...this.#of(name),listener]);return this}
  emit(name,...values){const all=this.#of(name);for(const each of all)each.apply(this,values);return all.length>0}
  listenerCount(name){return this.#of(name).length}
  #of(name){return this.#listeners.get(name)??[]}
}}`,
};

const IMPORT = /\bimport\s*(?:([\w$]+)|\{([^}]*)\})\s*from\s*"(node:[^"]+)";/g;

/**
 * Replaces imports with the stand-ins.
 *
 * @param script A script of the bundle.
 * @throws {Error} if it imports a Node module without a stand-in.
 */
export function withStandIns(script: string): string {
  return script.replace(IMPORT, (_, whole: string | undefined, named: string | undefined, module: string) => {
    const standIn = STAND_INS[module];
    if (standIn === undefined) {
      throw new Error(`No stand-in for "${module}", which the start would import`);
    }
    const names = whole ?? `{${named?.replace(/\s+as\s+/g, ":")}}`;
    return `const ${names}=${standIn};`;
  });
}

/**
 * commander's check for an option with several values (`<name...>`), and its replacement. V8 builds a Unicode
 * character class of 800 ranges at the first option; our value names are ASCII.
 */
const UNICODE_NAME = String.raw`/\p{ID_Continue}\.\.\.[>\]]$/u`;
const ASCII_NAME = String.raw`/\w\.\.\.[>\]]$/`;

/** Inserts the stand-ins into every file of a bundle that is loaded at the start. */
export async function standInForNode(folder: string, entry: string): Promise<void> {
  let found = 0;
  for (const path of await startFiles(folder, entry)) {
    const script = await Deno.readTextFile(path);
    found += script.split(UNICODE_NAME).length - 1;
    await Deno.writeTextFile(path, withStandIns(script).replace(UNICODE_NAME, ASCII_NAME));
  }
  if (found !== 1) {
    throw new Error(`commander matches value names in ${found} places, but one is expected`);
  }
}

/** The files of a bundle that are loaded at the start. */
async function startFiles(folder: string, entry: string): Promise<readonly string[]> {
  const files = new Set([entry]);
  for (const name of files) {
    const script = await Deno.readTextFile(`${folder}/${name}`);
    for (const [, next = ""] of script.matchAll(/\b(?:import|from)\s*"\.\/([^"]+)"/g)) files.add(next);
  }
  return [...files].map((name) => `${folder}/${name}`);
}

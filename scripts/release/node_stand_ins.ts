/**
 * What stands for modules of Node in the file that the program begins with.
 *
 * commander imports them at the start, and uses hardly anything of them: they are for subcommands that are programs of
 * their own, and for what is settled by options here (streams, widths, colours, the exit). Deno makes Node's modules
 * when they are first imported: on 2.9 these six take two thirds of the start.
 *
 * @module
 */

/** An expression a module, which has those of its exports that commander uses. */
const STAND_INS: Readonly<Record<string, string>> = {
  "node:child_process": "{}",
  "node:fs": "{}",
  "node:path": "{}",
  // Its exit code is asked for by help that is shown because something was wrong.
  "node:process": "{}",
  // Help has no colours.
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
 * Puts the stand-ins in the place of imports.
 *
 * @param script A script of the bundle.
 * @throws {Error} when it imports a module of Node for which nothing stands.
 */
export function withStandIns(script: string): string {
  return script.replace(IMPORT, (_, whole: string | undefined, named: string | undefined, module: string) => {
    const standIn = STAND_INS[module];
    if (standIn === undefined) {
      throw new Error(`Nothing stands for "${module}", which the start would import`);
    }
    const names = whole ?? `{${named?.replace(/\s+as\s+/g, ":")}}`;
    return `const ${names}=${standIn};`;
  });
}

/**
 * How commander sees that an option takes several values (`<name...>`), and what stands for it. V8 makes the class of
 * Unicode, of 800 ranges, at the first option; the names of our values are ASCII.
 */
const UNICODE_NAME = String.raw`/\p{ID_Continue}\.\.\.[>\]]$/u`;
const ASCII_NAME = String.raw`/\w\.\.\.[>\]]$/`;

/** Puts the stand-ins into every file of a bundle that is read at the start. */
export async function standInForNode(folder: string, entry: string): Promise<void> {
  let found = 0;
  for (const path of await startFiles(folder, entry)) {
    const script = await Deno.readTextFile(path);
    found += script.split(UNICODE_NAME).length - 1;
    await Deno.writeTextFile(path, withStandIns(script).replace(UNICODE_NAME, ASCII_NAME));
  }
  if (found !== 1) {
    throw new Error(`commander looks for the names of values in ${found} places, where one is known`);
  }
}

/** The files of a bundle that are read at the start. */
async function startFiles(folder: string, entry: string): Promise<readonly string[]> {
  const files = new Set([entry]);
  for (const name of files) {
    const script = await Deno.readTextFile(`${folder}/${name}`);
    for (const [, next = ""] of script.matchAll(/\b(?:import|from)\s*"\.\/([^"]+)"/g)) files.add(next);
  }
  return [...files].map((name) => `${folder}/${name}`);
}

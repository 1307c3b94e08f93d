/**
 * The scripts of a bundle.
 *
 * @module
 */

/**
 * Reads them: text by name.
 *
 * @param folder The folder of the bundle, which has nothing else in it.
 */
export async function readScripts(folder: string): Promise<Map<string, string>> {
  const scripts = new Map<string, string>();
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (!isFile || !name.endsWith(".js")) {
      throw new Error(`The bundle has something in it that is no script: ${name}`);
    }
    scripts.set(name, await Deno.readTextFile(`${folder}/${name}`));
  }
  return scripts;
}

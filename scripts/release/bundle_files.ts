/**
 * The scripts of a bundle.
 *
 * @module
 */

/**
 * Reads the texts by file name.
 *
 * @param folder The folder of the bundle, without other files.
 */
export async function readScripts(folder: string): Promise<Map<string, string>> {
  const scripts = new Map<string, string>();
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (!isFile || !name.endsWith(".js")) {
      throw new Error(`The bundle contains a file that is not a script: ${name}`);
    }
    scripts.set(name, await Deno.readTextFile(`${folder}/${name}`));
  }
  return scripts;
}

/**
 * The sums of a release: a text that `sha256sum -c` can read, whose first line says which version it is about. It is what
 * is signed, so that no signed text passes for that of another version.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** The file of the sums in a release. */
export const SUMS_FILE = "SHA256SUMS";

/**
 * Writes the sums of files beside them.
 *
 * @param folder Where the files are.
 * @param release The version, and the files' names.
 */
export async function writeSums(
  folder: string,
  release: { readonly version: string; readonly files: readonly string[] },
): Promise<void> {
  const lines = [`# atlcli ${release.version}`];
  for (const file of release.files.toSorted()) lines.push(`${await sha256(`${folder}/${file}`)}  ${file}`);
  await Deno.writeTextFile(`${folder}/${SUMS_FILE}`, `${lines.join("\n")}\n`);
}

/** The SHA-256 sum of a file, as hexadecimal digits. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
}

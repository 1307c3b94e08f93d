/**
 * The checksums of a release, in the format of `sha256sum -c`. The first line contains the version, so that
 * the signed checksums of one version are not accepted for another.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** The file with the checksums in a release. */
export const SUMS_FILE = "SHA256SUMS";

/**
 * Writes the checksums of files to their folder.
 *
 * @param folder The folder of the files.
 * @param release The version, and the file names.
 */
export async function writeSums(
  folder: string,
  release: { readonly version: string; readonly files: readonly string[] },
): Promise<void> {
  const lines = [`# atlcli ${release.version}`];
  for (const file of release.files.toSorted()) lines.push(`${await sha256(`${folder}/${file}`)}  ${file}`);
  await Deno.writeTextFile(`${folder}/${SUMS_FILE}`, `${lines.join("\n")}\n`);
}

/** The SHA-256 checksum of a file, as hexadecimal digits. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
}

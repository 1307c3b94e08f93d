/**
 * Signs the checksums of a release with the key in `RELEASE_SIGNING_KEY`, and writes the signature and the
 * public key to the same folder. Refuses a key that executables of this source tree would not trust, and
 * checksums of another version or of other files than those in the folder.
 *
 *     deno run -A scripts/release/sign.ts dist v1.2.3
 *
 * @module
 */
import { RELEASE_KEYS as ACTION_KEYS } from "../../action/release_keys.mjs";
import { parseSums } from "../../src/cli/commands/upgrade/release_sums.ts";
import { RELEASE_TARGETS } from "../../src/cli/commands/upgrade/release_targets.ts";
import { RELEASE_KEYS } from "../../src/cli/process/release_keys.ts";
import { publicKeyPem, sign } from "./release_key.ts";
import { sha256, SUMS_FILE } from "./sums.ts";

/** Options of {@linkcode signRelease}. */
interface SignOptions {
  /** The version in the tag. */
  readonly version: string;
  /** The names of the executables. The checksums must cover exactly these files of the folder. */
  readonly files: readonly string[];
  /** The private key, in PEM. */
  readonly privateKey: string;
  /** Lists of public keys, in base64: each must contain the public key. */
  readonly believers: Readonly<Record<string, readonly string[]>>;
}

/**
 * Signs the checksums in a folder.
 *
 * @throws {Error} if the checksums are not for that version and the files in the folder, or the key is
 * invalid or not trusted. Nothing is written in these cases.
 */
export async function signRelease(folder: string, options: SignOptions): Promise<void> {
  const { privateKey, believers } = options;
  const sums = await Deno.readTextFile(`${folder}/${SUMS_FILE}`);
  await requireSums(folder, { ...options, sums });
  const { signature, publicKey } = await sign(sums, privateKey);
  for (const [name, keys] of Object.entries(believers)) {
    if (!keys.includes(publicKey)) throw new Error(`The public key ${publicKey} is not in ${name}`);
  }
  await Deno.writeTextFile(`${folder}/${SUMS_FILE}.sig`, `${signature}\n`);
  await Deno.writeTextFile(`${folder}/release-key.pem`, publicKeyPem(publicKey));
}

async function requireSums(
  folder: string,
  { version, files, sums }: Pick<SignOptions, "version" | "files"> & { readonly sums: string },
): Promise<void> {
  const stated = parseSums(sums);
  if (stated.version !== version) {
    throw new Error(`${SUMS_FILE} names version ${stated.version}, the tag ${version}`);
  }
  const executables = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  const found = executables.filter((name) => name.startsWith("atlcli-"));
  for (const [what, names] of [[SUMS_FILE, [...stated.files.keys()]], [folder, found]] as const) {
    const [wanted, got] = [files.toSorted().join(", "), names.toSorted().join(", ")];
    if (wanted !== got) throw new Error(`${what} has ${got}, and should have ${wanted}`);
  }
  for (const [name, sum] of stated.files) {
    const actual = await sha256(`${folder}/${name}`);
    if (actual !== sum) throw new Error(`${name} has the sum ${actual}, ${SUMS_FILE} states ${sum}`);
  }
}

/** The keys that install.sh trusts. */
async function installerKeys(): Promise<readonly string[]> {
  const text = await Deno.readTextFile(new URL("../../install.sh", import.meta.url));
  return /^release_keys='([^']*)'$/m.exec(text)?.[1]?.split(" ") ?? [];
}

async function main([folder, tag]: readonly string[]): Promise<void> {
  if (folder === undefined || tag?.startsWith("v") !== true) {
    throw new Error("Usage: sign.ts FOLDER vVERSION");
  }
  await signRelease(folder, {
    version: tag.slice(1),
    files: RELEASE_TARGETS.map(({ file }) => file),
    privateKey: Deno.env.get("RELEASE_SIGNING_KEY") ?? "",
    believers: {
      "src/cli/process/release_keys.ts": RELEASE_KEYS,
      "action/release_keys.mjs": ACTION_KEYS,
      "install.sh": await installerKeys(),
    },
  });
}

if (import.meta.main) await main(Deno.args);

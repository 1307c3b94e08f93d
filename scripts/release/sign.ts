/**
 * Signs the sums of a release with the key in `RELEASE_SIGNING_KEY`, and writes the signature and the public key beside
 * them. A key that executables of this tree would not believe is refused.
 *
 *     deno run -A scripts/release/sign.ts dist
 *
 * @module
 */
import { RELEASE_KEYS as ACTION_KEYS } from "../../action/release_keys.mjs";
import { RELEASE_KEYS } from "../../src/cli/process/release_keys.ts";
import { publicKeyPem, sign } from "./release_key.ts";
import { SUMS_FILE } from "./sums.ts";

/** What is signed with what, and who has to believe it. */
export interface SignOptions {
  /** In PEM. */
  readonly privateKey: string;
  /** Lists of public keys, in base64: each has to have the key's public half. */
  readonly believers: Readonly<Record<string, readonly string[]>>;
}

/**
 * Signs the sums in a folder.
 *
 * @throws {Error} when the key is none, or when nobody would believe it.
 */
export async function signRelease(folder: string, { privateKey, believers }: SignOptions): Promise<void> {
  const sums = await Deno.readTextFile(`${folder}/${SUMS_FILE}`);
  const { signature, publicKey } = await sign(sums, privateKey);
  for (const [name, keys] of Object.entries(believers)) {
    if (!keys.includes(publicKey)) throw new Error(`The public key ${publicKey} is not in ${name}`);
  }
  await Deno.writeTextFile(`${folder}/${SUMS_FILE}.sig`, `${signature}\n`);
  await Deno.writeTextFile(`${folder}/release-key.pem`, publicKeyPem(publicKey));
}

async function main([folder = "dist"]: readonly string[]): Promise<void> {
  const privateKey = Deno.env.get("RELEASE_SIGNING_KEY") ?? "";
  const believers = {
    "src/cli/process/release_keys.ts": RELEASE_KEYS,
    "action/release_keys.mjs": ACTION_KEYS,
  };
  await signRelease(folder, { privateKey, believers });
}

if (import.meta.main) await main(Deno.args);

// @ts-check
/**
 * The checksums of a release: a text with the version, and the SHA-256 of each file. This text is signed.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createPublicKey, verify } from "node:crypto";
import { loadText } from "./download.mjs";
import { Failure } from "./failure.mjs";
import { RELEASE_KEYS } from "./release_keys.mjs";
import { releaseFile } from "./releases.mjs";

/** @typedef {import("./runner.mjs").Environment} Environment */

/** The file with the checksums. */
export const SUMS = "SHA256SUMS";
/** The file with the signature of the checksums. */
export const SIGNATURE = `${SUMS}.sig`;
/** An Ed25519 signature is 64 bytes. */
const BASE64_SIGNATURE = /^[A-Za-z0-9+/]{86}==\n?$/;
const UNTRUSTED = "Nothing was installed. Do not install this release by other means before you know why";

/**
 * The unverified checksums of a release, and their signature.
 *
 * @typedef {{ readonly text: Buffer, readonly signature: string }} SignedSums
 */

/**
 * Downloads the checksums of a version and their signature. `signedSum()` verifies them.
 *
 * @param {string} version
 * @param {Environment} env
 * @returns {Promise<SignedSums>}
 * @throws {Failure} if there is no key to verify them with.
 */
async function loadSums(version, env) {
  if (RELEASE_KEYS.length === 0) {
    throw new Failure("This version of the action has no public key to verify releases with", {
      hint: "Use a released version of the action",
    });
  }
  const text = await loadText(releaseFile(version, SUMS, env), env);
  const signature = await loadText(releaseFile(version, SIGNATURE, env), env);
  return { text, signature: signature.toString() };
}

/**
 * The checksum of a file, after verifying the signature.
 *
 * @param {SignedSums} sums
 * @param {{ readonly file: string, readonly version: string }} wanted
 * @returns {string} 64 hexadecimal digits.
 * @throws {Failure} if no known key has signed them, or they are for another version.
 */
function signedSum(sums, wanted) {
  if (!RELEASE_KEYS.some((key) => isSignedWith(key, sums))) {
    throw new Failure(`The release ${wanted.version} is not signed with a key that this action knows`, {
      hint: UNTRUSTED,
    });
  }
  return sumIn(sums.text.toString(), wanted);
}

/**
 * @param {string} key 32 bytes in base64.
 * @param {SignedSums} signed
 * @returns {boolean}
 */
function isSignedWith(key, { text, signature }) {
  if (!BASE64_SIGNATURE.test(signature)) return false;
  const x = Buffer.from(key, "base64").toString("base64url");
  const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return verify(null, text, publicKey, Buffer.from(signature, "base64"));
}

/**
 * The checksum of a file.
 *
 * @param {string} sums
 * @param {{ readonly file: string, readonly version: string }} wanted
 * @returns {string}
 * @throws {Failure} if the checksums are for another version, or do not have exactly one for the file.
 */
function sumIn(sums, { file, version }) {
  const [header, ...lines] = sums.split("\n");
  if (header !== `# atlcli ${version}`) {
    throw new Failure(`The release ${version} has the checksums of another version`, { hint: UNTRUSTED });
  }
  const found = lines.filter((line) => line.slice(64) === `  ${file}`).map((line) => line.slice(0, 64));
  if (found.length === 1 && found[0] !== undefined && /^[0-9a-f]{64}$/.test(found[0])) return found[0];
  throw new Failure(`The release ${version} has no checksum for ${file}`);
}

export { loadSums, signedSum, sumIn };

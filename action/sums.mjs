// @ts-check
/**
 * The sums of a release: a text that says which version it is about, and each file's SHA-256. It is what is signed.
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

/** The file of the sums. */
export const SUMS = "SHA256SUMS";
/** The file of the signature over them. */
export const SIGNATURE = `${SUMS}.sig`;
/** An Ed25519 signature is 64 bytes. */
const BASE64_SIGNATURE = /^[A-Za-z0-9+/]{86}==\n?$/;
const UNTRUSTED = "Nothing was installed. Do not install this release by other means before you know why";

/**
 * The sums of a release as they came, and the signature over them.
 *
 * @typedef {{ readonly text: Buffer, readonly signature: string }} SignedSums
 */

/**
 * Loads the sums of a version, and their signature. What is believed of them is for `signedSum()` to say.
 *
 * @param {string} version
 * @param {Environment} env
 * @returns {Promise<SignedSums>}
 * @throws {Failure} when nothing could be verified with them.
 */
async function loadSums(version, env) {
  if (RELEASE_KEYS.length === 0) {
    throw new Failure("This version of the action knows no key that releases are signed with", {
      hint: "Use a released version of it",
    });
  }
  const text = await loadText(releaseFile(version, SUMS, env), env);
  const signature = await loadText(releaseFile(version, SIGNATURE, env), env);
  return { text, signature: signature.toString() };
}

/**
 * The sum of one file of a version, from sums that one of our keys signed.
 *
 * @param {SignedSums} sums
 * @param {{ readonly file: string, readonly version: string }} wanted
 * @returns {string} 64 hexadecimal digits.
 * @throws {Failure} when nobody whom we know has signed them, or they are of another version.
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
 * The sum of one file.
 *
 * @param {string} sums
 * @param {{ readonly file: string, readonly version: string }} wanted
 * @returns {string}
 * @throws {Failure} when the sums are of another version, or do not have exactly one for the file.
 */
function sumIn(sums, { file, version }) {
  const [header, ...lines] = sums.split("\n");
  if (header !== `# atlcli ${version}`) {
    throw new Failure(`The release ${version} has the sums of another version`, { hint: UNTRUSTED });
  }
  const found = lines.filter((line) => line.slice(64) === `  ${file}`).map((line) => line.slice(0, 64));
  if (found.length === 1 && found[0] !== undefined && /^[0-9a-f]{64}$/.test(found[0])) return found[0];
  throw new Failure(`The release ${version} has no sum for ${file}`);
}

export { loadSums, signedSum, sumIn };

/**
 * Verifies the signature of a release's checksums: Ed25519 (RFC 8032), with the Web Cryptography API.
 *
 * @module
 */

/** An Ed25519 signature is 64 bytes. */
const BASE64_SIGNATURE = /^[A-Za-z0-9+/]{86}==\n?$/;

/**
 * Whether one of the keys signed these bytes.
 *
 * @param signed The signed bytes.
 * @param proof `signature`: in base64. `keys`: public keys, their 32 bytes in base64.
 */
export async function isSigned(
  signed: Uint8Array<ArrayBuffer>,
  { signature, keys }: { readonly signature: string; readonly keys: readonly string[] },
): Promise<boolean> {
  if (!BASE64_SIGNATURE.test(signature)) return false;
  for (const text of keys) {
    const key = await crypto.subtle.importKey("raw", bytesOf(text), "Ed25519", false, ["verify"]);
    if (await crypto.subtle.verify("Ed25519", key, bytesOf(signature), signed)) return true;
  }
  return false;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64.trim()), (character) => character.charCodeAt(0));
}

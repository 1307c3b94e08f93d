/**
 * The key that releases are signed with: Ed25519 (RFC 8032).
 *
 *     deno run -A scripts/release/release_key.ts release-key.private.pem   # creates a key
 *
 * docs/releasing.md describes where to put both keys.
 *
 * @module
 */

/** The header before the 32 bytes of an Ed25519 public key in a file (RFC 8410). */
const SPKI_PREFIX = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/** Converts a public key to PEM, for openssl. @param publicKey Its 32 bytes in base64. */
export function publicKeyPem(publicKey: string): string {
  return pem("PUBLIC KEY", Uint8Array.from([...SPKI_PREFIX, ...bytesOf(publicKey)]));
}

/** A signature and its public key, both in base64. */
interface Signed {
  readonly signature: string;
  readonly publicKey: string;
}

/**
 * Signs a text.
 *
 * @param privateKey In PEM.
 * @throws {Error} if it is not an Ed25519 key; the message does not contain the key.
 */
export async function sign(text: string, privateKey: string): Promise<Signed> {
  const [, body] =
    /^-----BEGIN PRIVATE KEY-----\s([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----\s*$/.exec(privateKey) ?? [];
  if (body === undefined) throw new Error("The signing key is not a private key in PEM");
  const key = await crypto.subtle.importKey("pkcs8", bytesOf(body.replaceAll(/\s/g, "")), "Ed25519", true, [
    "sign",
  ])
    .catch(() => {
      throw new Error("The signing key is not an Ed25519 key");
    });
  const signature = await crypto.subtle.sign("Ed25519", key, new TextEncoder().encode(text));
  const { x = "" } = await crypto.subtle.exportKey("jwk", key);
  const publicKey = base64(bytesOf(x.replaceAll("-", "+").replaceAll("_", "/")));
  return { signature: base64(new Uint8Array(signature)), publicKey };
}

/** Creates a pair of keys. @returns The private one in PEM, the public one in base64. */
export async function makeKey(): Promise<{ readonly privateKey: string; readonly publicKey: string }> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new TypeError("No pair of keys");
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.exportKey("pkcs8", pair.privateKey),
    crypto.subtle.exportKey("raw", pair.publicKey),
  ]);
  return {
    privateKey: pem("PRIVATE KEY", new Uint8Array(privateKey)),
    publicKey: base64(new Uint8Array(publicKey)),
  };
}

function pem(label: string, bytes: Uint8Array): string {
  const lines = base64(bytes).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

async function main([path]: readonly string[]): Promise<void> {
  if (path === undefined) throw new Error("Name a new file for the private key");
  const { privateKey, publicKey } = await makeKey();
  await Deno.writeTextFile(path, privateKey, { createNew: true, mode: 0o600 });
  console.log(
    `The private key is in ${path}: it goes into the secret RELEASE_SIGNING_KEY, and nowhere in this tree`,
  );
  console.log(
    `The public key, for src/cli/process/release_keys.ts, action/release_keys.mjs and install.sh: ${publicKey}`,
  );
}

if (import.meta.main) await main(Deno.args);

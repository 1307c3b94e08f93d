/**
 * Keys that sign releases in tests. They are made when a test runs, and kept nowhere.
 */

/** A pair of keys. */
export interface ReleaseKeyPair {
  readonly privateKey: CryptoKey;
  /** As src/cli/release_keys.ts has them. */
  readonly publicKey: string;
  /** As the release workflow's secret has it. */
  readonly pem: string;
}

export async function releaseKeyPair(): Promise<ReleaseKeyPair> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new TypeError("No pair of keys");
  const pkcs8 = base64(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  return {
    privateKey: pair.privateKey,
    publicKey: base64(await crypto.subtle.exportKey("raw", pair.publicKey)),
    pem: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
  };
}

/** The signature over a text, as a release has it. */
export async function signText(text: string, { privateKey }: ReleaseKeyPair): Promise<string> {
  return `${base64(await crypto.subtle.sign("Ed25519", privateKey, new TextEncoder().encode(text)))}\n`;
}

/** SHA-256, as hexadecimal digits. */
export async function sha256Text(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

/**
 * The public keys for verifying releases.
 *
 * Each is an Ed25519 key (RFC 8032): 32 bytes in base64. docs/releasing.md explains how the private key is created and
 * stored; it is not in this repository. During a key rotation there are two keys. Without a key, `atlcli upgrade`
 * refuses to run.
 *
 * @module
 */

/** The keys; a release must be signed with one of them. */
export const RELEASE_KEYS: readonly string[] = [];

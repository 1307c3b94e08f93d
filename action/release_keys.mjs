// @ts-check
/**
 * The public keys for verifying releases, as in src/cli/process/release_keys.ts: Ed25519 (RFC 8032), 32 bytes
 * each in base64. Without a key, nothing is installed.
 *
 * @module
 */

/** @type {readonly string[]} */
export const RELEASE_KEYS = [];

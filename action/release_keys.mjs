// @ts-check
/**
 * The public keys whose signature makes a release one of ours, as src/cli/process/release_keys.ts has them: Ed25519 (RFC 8032),
 * the 32 bytes of each in base64. As long as there is none, nothing is installed.
 *
 * @module
 */

/** @type {readonly string[]} */
export const RELEASE_KEYS = [];

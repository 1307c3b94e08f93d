/**
 * The public keys whose signature makes a release one of ours.
 *
 * Each is an Ed25519 key (RFC 8032), its 32 bytes in base64. The private key is in no file of this tree: docs/releasing.md
 * says how it is made and where it is kept. There may be two while one takes the place of the other. As long as there is
 * none, `atlcli upgrade` refuses.
 *
 * @module
 */

/** The keys; a release that one of them signed is ours. */
export const RELEASE_KEYS: readonly string[] = [];

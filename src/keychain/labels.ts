/**
 * What people call the keychain of each system.
 *
 * @module
 */

/** On macOS. */
export const MACOS_KEYCHAIN = "macOS keychain";
/** On Linux. */
export const SECRET_SERVICE = "Secret Service";
/** On Windows. */
export const CREDENTIAL_MANAGER = "Windows Credential Manager";

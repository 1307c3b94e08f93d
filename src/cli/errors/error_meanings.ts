/**
 * The meaning of each error code, for the documentation. The compiler requires every code.
 *
 * @module
 */
import type { ErrorCode } from "../../../mod.ts";

/** The meaning of each error code. */
export const ERROR_MEANINGS: Readonly<Record<ErrorCode, string>> = {
  "usage": "a value is invalid or missing",
  "no-credential": "no credential for this site",
  "credential-refused": "the credential must not be sent to this site",
  "unknown-profile": "no profile has that name",
  "authentication-failed": "the site refused the credential (401)",
  "captcha": "the site requires a CAPTCHA to be solved in the browser",
  "sso-page": "a login page responded instead of the site",
  "anonymous": "the site treated the request as anonymous",
  "permission": "the account lacks permission (403)",
  "missing-scope": "the token lacks a scope",
  "read-only": "refused before it was sent, because only reading is allowed",
  "not-found": "not found, or hidden from this account (404)",
  "bad-request": "the site rejected the request (400)",
  "conflict": "changed by another user in the meantime (409)",
  "rate-limited": "rate limited for longer than the allowed wait (429)",
  "server": "the site failed (5xx)",
  "bad-response": "invalid response",
  "redirect-refused": "redirected to where the credential must not be sent",
  "dns": "the hostname cannot be resolved",
  "connection-refused": "connection refused",
  "tls": "the certificate is not trusted, or the TLS handshake failed",
  "proxy": "the proxy rejected the request",
  "timeout": "no response in time",
  "connection-lost": "the connection was lost",
  "network": "another network failure",
  "credentials-file": "the credentials file cannot be read or written, or is invalid",
  "credentials-file-busy": "another process has locked the credentials file for too long",
  "credentials-file-untrusted": "other users can write the credentials file or a parent folder",
  "profile-exists": "a profile with that name already exists, or is for another site",
  "token-command": "the profile's token command returned no token",
  "keychain-unavailable": "no keychain is available, or its program is missing",
  "keychain-locked": "the keychain is locked, and no prompt is possible",
  "keychain-denied": "access to the keychain was denied",
  "keychain-timeout": "the keychain did not respond in time",
  "keychain-too-large": "the token, the account or the site is too long for the keychain",
  "keychain-failed": "another keychain failure",
  "docs-folder": "the docs folder cannot be used as it is",
  "upgrade-refused": "this executable cannot be replaced, or not now",
  "upgrade-failed": "the new version cannot be written or does not start; the old one is unchanged",
  "release-untrusted": "the release's signature, version or checksum is invalid",
  "cancelled": "cancelled by the user or the caller",
};

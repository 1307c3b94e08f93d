/**
 * The error codes and exit codes: what each means, and which error ends with which exit code. Help and the
 * documentation are generated from these tables.
 *
 * @module
 */
import type { ErrorCode } from "../../../mod.ts";

/** The exit code and the meaning of each error code. */
export const ERROR_CODES: Readonly<Record<ErrorCode, { readonly exit: number; readonly meaning: string }>> = {
  "usage": { exit: 2, meaning: "a value is invalid or missing" },
  "no-credential": { exit: 4, meaning: "no credential for this site" },
  "credential-refused": { exit: 4, meaning: "the credential must not be sent to this site" },
  "unknown-profile": { exit: 4, meaning: "no profile has that name" },
  "authentication-failed": { exit: 4, meaning: "the site refused the credential (401)" },
  "token-expiring": { exit: 9, meaning: "the token expires soon (`auth status --exit-code-if-expiring`)" },
  "captcha": { exit: 4, meaning: "the site requires a CAPTCHA to be solved in the browser" },
  "sso-page": { exit: 4, meaning: "a login page responded instead of the site" },
  "anonymous": { exit: 4, meaning: "the site treated the request as anonymous" },
  "permission": { exit: 5, meaning: "the account lacks permission (403)" },
  "missing-scope": { exit: 5, meaning: "the token lacks a scope" },
  "read-only": { exit: 5, meaning: "refused before it was sent, because only reading is allowed" },
  "not-found": { exit: 3, meaning: "not found, or hidden from this account (404)" },
  "bad-request": { exit: 1, meaning: "the site rejected the request (400)" },
  "conflict": { exit: 1, meaning: "changed by another user in the meantime (409)" },
  "rate-limited": { exit: 6, meaning: "rate limited for longer than the allowed wait (429)" },
  "server": { exit: 1, meaning: "the site failed (5xx)" },
  "bad-response": { exit: 1, meaning: "invalid response" },
  "redirect-refused": { exit: 1, meaning: "redirected to where the credential must not be sent" },
  "dns": { exit: 7, meaning: "the hostname cannot be resolved" },
  "connection-refused": { exit: 7, meaning: "connection refused" },
  "tls": { exit: 7, meaning: "the certificate is not trusted, or the TLS handshake failed" },
  "proxy": { exit: 7, meaning: "the proxy rejected the request" },
  "timeout": { exit: 7, meaning: "no response in time" },
  "connection-lost": { exit: 7, meaning: "the connection was lost" },
  "network": { exit: 7, meaning: "another network failure" },
  "credentials-file": { exit: 8, meaning: "the credentials file cannot be read or written, or is invalid" },
  "credentials-file-busy": {
    exit: 8,
    meaning: "another process has locked the credentials file for too long",
  },
  "credentials-file-untrusted": {
    exit: 8,
    meaning: "other users can write the credentials file or a parent folder",
  },
  "profile-exists": { exit: 1, meaning: "a profile with that name already exists, or is for another site" },
  "token-command": { exit: 8, meaning: "the profile's token command returned no token" },
  "keychain-unavailable": { exit: 8, meaning: "no keychain is available, or its program is missing" },
  "keychain-locked": { exit: 8, meaning: "the keychain is locked, and no prompt is possible" },
  "keychain-denied": { exit: 8, meaning: "access to the keychain was denied" },
  "keychain-timeout": { exit: 8, meaning: "the keychain did not respond in time" },
  "keychain-too-large": {
    exit: 8,
    meaning: "the token, the account or the site is too long for the keychain",
  },
  "keychain-failed": { exit: 8, meaning: "another keychain failure" },
  "docs-folder": { exit: 1, meaning: "the docs folder cannot be used as it is" },
  "upgrade-refused": { exit: 1, meaning: "this executable cannot be replaced, or not now" },
  "upgrade-failed": {
    exit: 1,
    meaning: "the new version cannot be written or does not start; the old one is unchanged",
  },
  "release-untrusted": { exit: 1, meaning: "the release's signature, version or checksum is invalid" },
  "cancelled": { exit: 130, meaning: "cancelled by the user or the caller" },
};

/** The meaning of each exit code. */
export const EXIT_MEANINGS: readonly (readonly [code: number, means: string])[] = [
  [0, "success (also if the output pipe was closed)"],
  [1, "other failure: a rejected query, a conflict, an invalid response"],
  [2, "wrong usage: an unknown command, option or argument; a missing value, if no prompt is possible"],
  [3, "not found"],
  [
    4,
    "no usable credential: none, not for this site, invalid or expired (401), CAPTCHA, a single sign-on page",
  ],
  [5, "signed in, but not allowed (403); a missing scope; refused by --read-only"],
  [6, "rate limited, and the wait exceeds --max-wait"],
  [7, "network, DNS, TLS, proxy or timeout"],
  [8, "the keychain or the credentials file cannot be used"],
  [9, "the token expires within the time given to auth status --exit-code-if-expiring"],
  [130, "interrupted"],
  [143, "terminated"],
];

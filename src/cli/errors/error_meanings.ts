/**
 * What the error codes mean: the one table, which the documentation shows. The compiler asks for every code.
 *
 * @module
 */
import type { ErrorCode } from "../../../mod.ts";

/** What each code of an error means. */
export const ERROR_MEANINGS: Readonly<Record<ErrorCode, string>> = {
  "usage": "a value that was given cannot be one, or one is missing",
  "no-credential": "there is no credential for this site",
  "credential-refused": "the credential that is there must not be sent to this site",
  "unknown-profile": "no profile has that name",
  "authentication-failed": "the site refused the credential (401)",
  "captcha": "the site wants a CAPTCHA solved in the browser first",
  "sso-page": "a login page answered instead of the site",
  "anonymous": "the site took the request for nobody's",
  "permission": "the account may not do that (403)",
  "missing-scope": "the token lacks a scope",
  "read-only": "refused before it was sent, because only reading was allowed",
  "not-found": "it is not there, or hidden from this account (404)",
  "bad-request": "the site refused what was asked (400)",
  "conflict": "somebody else changed it meanwhile (409)",
  "rate-limited": "the site asks to wait longer than was allowed (429)",
  "server": "the site failed (5xx)",
  "bad-response": "the answer makes no sense",
  "redirect-refused": "the site sent the request elsewhere, where the credential must not go",
  "dns": "the site's name is not known",
  "connection-refused": "nobody listens there",
  "tls": "the certificate is not trusted, or there is no secure connection",
  "proxy": "the proxy refused",
  "timeout": "no answer came in time",
  "connection-lost": "the connection broke off",
  "network": "the network failed in another way",
  "credentials-file": "the credentials file cannot be read or written, or does not fit",
  "credentials-file-busy": "another process has been changing it for too long",
  "credentials-file-untrusted": "others can write the credentials file, or a folder on the way to it",
  "profile-exists": "a profile of that name is there, for another site or at all",
  "token-command": "the profile's own command gave no token",
  "keychain-unavailable": "there is no keychain here, or its program is missing",
  "keychain-locked": "the keychain is locked, and nobody can be asked",
  "keychain-denied": "access to the keychain was refused",
  "keychain-timeout": "the keychain did not answer in time",
  "keychain-too-large": "the token, the account or the site is too long for the keychain",
  "keychain-failed": "the keychain failed in another way",
  "docs-folder": "the folder of pages cannot be used as it is",
  "upgrade-refused": "this executable is none that may be replaced, or not now",
  "upgrade-failed": "the new version cannot be written, or does not start; the old one is there",
  "release-untrusted": "the release's signature, version or sum does not hold",
  "cancelled": "stopped by the user, or by the caller",
};

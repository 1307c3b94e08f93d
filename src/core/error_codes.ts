/**
 * The codes of all errors that this library throws on purpose.
 *
 * @module
 */

/** A machine-readable cause of an error. Codes are stable; messages may change. */
export type ErrorCode =
  // Wrong usage: an invalid value, or a missing one.
  | "usage"
  // No usable credential.
  | "no-credential"
  | "credential-refused"
  | "unknown-profile"
  | "authentication-failed"
  | "token-expiring"
  | "captcha"
  | "sso-page"
  | "anonymous"
  // Authenticated, but not allowed.
  | "permission"
  | "missing-scope"
  | "read-only"
  // Problems with a request or its response.
  | "not-found"
  | "bad-request"
  | "conflict"
  | "rate-limited"
  | "server"
  | "bad-response"
  | "redirect-refused"
  // Problems with the network.
  | "dns"
  | "connection-refused"
  | "tls"
  | "proxy"
  | "timeout"
  | "connection-lost"
  | "network"
  // Problems with the stores of credentials.
  | "credentials-file"
  | "credentials-file-busy"
  | "credentials-file-untrusted"
  | "profile-exists"
  | "token-command"
  | "keychain-unavailable"
  | "keychain-locked"
  | "keychain-denied"
  | "keychain-timeout"
  | "keychain-too-large"
  | "keychain-failed"
  // Problems with a folder of pages.
  | "docs-folder"
  // Problems with an upgrade of the program.
  | "upgrade-refused"
  | "upgrade-failed"
  | "release-untrusted"
  // Stopped by the user, or by the caller's signal.
  | "cancelled";

/**
 * What can go wrong, by names for programs.
 *
 * @module
 */

/** What went wrong, for programs. */
export type ErrorCode =
  // Wrong usage: a value that was given cannot be one, or one is missing.
  | "usage"
  // No usable credential.
  | "no-credential"
  | "credential-refused"
  | "unknown-profile"
  | "authentication-failed"
  | "captcha"
  | "sso-page"
  | "anonymous"
  // Authenticated, not allowed.
  | "permission"
  | "missing-scope"
  | "read-only"
  // The request.
  | "not-found"
  | "bad-request"
  | "conflict"
  | "rate-limited"
  | "server"
  | "bad-response"
  | "redirect-refused"
  // The network.
  | "dns"
  | "connection-refused"
  | "tls"
  | "proxy"
  | "timeout"
  | "connection-lost"
  | "network"
  // Where credentials are kept.
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
  // A folder of pages.
  | "docs-folder"
  // Another version of the program.
  | "upgrade-refused"
  | "upgrade-failed"
  | "release-untrusted"
  // Stopped by the user, or by the caller's signal.
  | "cancelled";

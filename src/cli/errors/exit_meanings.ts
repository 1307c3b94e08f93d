/**
 * The meaning of each exit code, for help and the documentation.
 *
 * `report.ts` maps errors to exit codes; `error_meanings.ts` explains the errors.
 *
 * @module
 */

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
  [130, "interrupted"],
  [143, "terminated"],
];

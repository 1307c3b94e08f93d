/**
 * What the exit codes mean: the one table, which help and the documentation show.
 *
 * Which error ends with which is in `exit.ts`; what each error is, in `error_meanings.ts`.
 *
 * @module
 */

/** What each exit code means. */
export const EXIT_MEANINGS: readonly (readonly [code: number, means: string])[] = [
  [0, "done; also when the reader of the output went away"],
  [1, "failed, other: a refused query, a conflict, an answer that makes no sense"],
  [2, "wrong usage: an unknown command, option or word; a value that is missing and cannot be asked for"],
  [3, "not found"],
  [
    4,
    "no usable credential: none, not meant for this site, bad or expired (401), CAPTCHA, a single sign-on page",
  ],
  [5, "signed in, not allowed (403); a missing scope; refused by --read-only"],
  [6, "rate limited, and the wait was longer than --max-wait"],
  [7, "network, DNS, TLS, proxy or time-out"],
  [8, "the keychain or the credentials file cannot be used"],
  [130, "interrupted"],
  [143, "terminated"],
];

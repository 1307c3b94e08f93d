/**
 * When to try again, and how long to wait before.
 *
 * Pure: is told the time and the random number.
 *
 * Atlassian's advice: honour Retry-After as a minimum, else wait 2 s, doubling to 30 s, with jitter between 0.7 and
 * 1.3, and repeat only what can be repeated.
 *
 * @see https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 * @module
 */

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;
/** Longer demands are all the same: nobody waits a year. Keeps sums far from where numbers lose their units. */
const LONGEST_DEMAND_MS = 365 * 24 * 3_600_000;

/** Statuses that come from something in front of the product, or from one that is just starting. */
const PASSING = new Set([502, 503, 504]);
/** Methods that have the same effect sent once or twice (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]);
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/;
/** Atlassian leaves the seconds out at times: `2026-03-26T16:00Z`. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Whether a method may be sent twice. */
export function isIdempotent(method: string): boolean {
  return IDEMPOTENT.has(method);
}

/**
 * Whether a status is worth another try.
 *
 * 429 is, whatever the method: the limiter stands in front of the product and says that it did not let the request
 * through. 502, 503 and 504 leave open whether the product has done its work, so that a request must be repeatable.
 */
export function isRetriableStatus(status: number, options: { readonly idempotent: boolean }): boolean {
  return status === 429 || (options.idempotent && PASSING.has(status));
}

/**
 * How long the server wants to be left alone, in milliseconds: `Retry-After`, else `X-RateLimit-Reset`.
 *
 * Only for an answer that is a refusal: Data Center sends `retry-after: 0` with every success. Headers that begin with
 * `Beta-` only inform, and are not read.
 *
 * @returns `undefined` when it does not say, or says something that is no time; at most a year.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  return parseRetryAfter(headers.get("retry-after"), now) ??
    parseReset(headers.get("x-ratelimit-reset"), now);
}

/** The values of {@linkcode nextWait}. */
export interface NextWaitOptions {
  /** How many tries have failed: 1 after the first. */
  readonly attempt: number;
  /** What the server asked for; a minimum. */
  readonly retryAfterMs?: number | undefined;
  /** In [0, 1). */
  readonly random: number;
}

/**
 * How long to wait before the next try, in milliseconds.
 *
 * Never less than the backoff, so that `Retry-After: 0` does not make a busy loop, and never less than what the server
 * asked for: jitter is added on top of that, at most 9 s.
 */
export function nextWait(options: NextWaitOptions): number {
  const doubled = Math.min(FIRST_WAIT_MS * 2 ** (options.attempt - 1), LONGEST_WAIT_MS);
  const backoff = doubled * (0.7 + 0.6 * options.random);
  const asked = options.retryAfterMs ?? 0;
  const above = 0.3 * options.random * Math.min(asked, LONGEST_WAIT_MS);
  return Math.round(Math.max(backoff, asked + above));
}

function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1_000), LONGEST_DEMAND_MS);
  if (!HTTP_DATE.test(text)) return undefined;
  // The old asctime form has no zone, and means GMT (RFC 9110, 5.6.7).
  return until(Date.parse(text.endsWith("GMT") ? text : `${text} GMT`), now);
}

function parseReset(value: string | null, now: number): number | undefined {
  const text = value?.trim() ?? "";
  return ISO_TIME.test(text) ? until(Date.parse(text), now) : undefined;
}

function until(time: number, now: number): number | undefined {
  return Number.isNaN(time) ? undefined : Math.min(Math.max(time - now, 0), LONGEST_DEMAND_MS);
}

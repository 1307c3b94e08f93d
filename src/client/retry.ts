/**
 * When to retry, and how long to wait before.
 *
 * Pure: time and randomness are parameters.
 *
 * Atlassian's advice: treat Retry-After as a minimum, else wait 2 s, doubling to 30 s, with jitter between 0.7 and 1.3,
 * and retry only what can be repeated.
 *
 * @see https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 * @module
 */

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;
/** Longer demands are capped to one year, so that sums stay exact. */
const LONGEST_DEMAND_MS = 365 * 24 * 3_600_000;

/** Statuses from a proxy in front of the product, or from a product that is starting. */
const PASSING = new Set([502, 503, 504]);
/** Idempotent methods (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]);
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/;
/** Atlassian sometimes omits the seconds: `2026-03-26T16:00Z`. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Whether a method is idempotent. */
export function isIdempotent(method: string): boolean {
  return IDEMPOTENT.has(method);
}

/**
 * Whether to retry after a status.
 *
 * 429 is retried for every method: the rate limiter rejects a request before the product sees it. With 502, 503 and 504
 * the product may have done its work, so only an idempotent request is retried.
 */
export function isRetriableStatus(status: number, options: { readonly idempotent: boolean }): boolean {
  return status === 429 || (options.idempotent && PASSING.has(status));
}

/**
 * The wait that the server demands, in milliseconds: `Retry-After`, else `X-RateLimit-Reset`.
 *
 * Call it only for a rejection: Data Center sends `retry-after: 0` with every success. Headers that begin with `Beta-`
 * are informational and ignored.
 *
 * @returns At most one year; `undefined` if the server does not say, or sends an invalid time.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  return parseRetryAfter(headers.get("retry-after"), now) ??
    parseReset(headers.get("x-ratelimit-reset"), now);
}

/** Inputs of {@linkcode nextWait}. */
interface NextWaitOptions {
  /** Number of failed tries: 1 after the first. */
  readonly attempt: number;
  /** The server's minimum wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** A number in [0, 1). */
  readonly random: number;
}

/**
 * How long to wait before the next try, in milliseconds.
 *
 * Never less than the backoff, so that `Retry-After: 0` does not cause a busy loop, and never less than the server's
 * minimum. Jitter is added on top of that, at most 9 s.
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
  // The old asctime format has no zone, and means GMT (RFC 9110, 5.6.7).
  return until(Date.parse(text.endsWith("GMT") ? text : `${text} GMT`), now);
}

function parseReset(value: string | null, now: number): number | undefined {
  const text = value?.trim() ?? "";
  return ISO_TIME.test(text) ? until(Date.parse(text), now) : undefined;
}

function until(time: number, now: number): number | undefined {
  return Number.isNaN(time) ? undefined : Math.min(Math.max(time - now, 0), LONGEST_DEMAND_MS);
}

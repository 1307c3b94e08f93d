/**
 * Validated ISO dates and times. `Date.parse()` reads 30 February as 2 March, so it is not enough.
 *
 * @module
 */

/**
 * Parses an ISO 8601 date or time.
 *
 * @param text `2026-01-17`, or `2026-01-17T09:00` with or without seconds and a zone. As in `Date.parse()`, a time
 * without a zone is local and a date alone is UTC.
 * @returns Milliseconds since 1970, or `NaN` if the text is not a date or time that exists.
 */
export function parseIsoTime(text: string): number {
  const [, day, hour = "00", zone] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d):\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  if (day === undefined || Number(hour) > 23 || !isCalendarDay(day)) return NaN;
  const time = Date.parse(text);
  // An hour of local time does not exist where clocks go forward.
  const isLocal = text.includes("T") && zone === undefined;
  return isLocal && new Date(time).getHours() !== Number(hour) ? NaN : time;
}

/** Whether a calendar date exists: true for `2026-02-28`, false for `2026-02-30`. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * Days and times that exist. `Date.parse()` takes 30 February for 2 March.
 *
 * @module
 */

/**
 * The time of an ISO 8601 text.
 *
 * @param text `2026-01-17`, or `2026-01-17T09:00` with or without seconds and a zone; without a zone it is local time,
 * and a day alone is UTC, as `Date.parse()` has it.
 * @returns Milliseconds since 1970; `NaN` if the text is not a time, or one that no calendar or clock shows.
 */
export function parseIsoTime(text: string): number {
  const [, day, hour = "00", zone] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d):\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  if (day === undefined || Number(hour) > 23 || !isCalendarDay(day)) return NaN;
  const time = Date.parse(text);
  // Where clocks go forward, an hour of local time is left out.
  const isLocal = text.includes("T") && zone === undefined;
  return isLocal && new Date(time).getHours() !== Number(hour) ? NaN : time;
}

/** Whether there is such a day: `2026-02-28`, and not `2026-02-30`. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * Formats times for people.
 *
 * @module
 */

/**
 * Formats a time in the user's time zone: `2026-01-17 12:34`.
 *
 * @param time Milliseconds since 1970, or a text such as `2026-01-17T12:34:00.000+0000` (Jira) or with `Z` (Confluence).
 * @returns The unchanged text if it is not a time.
 */
export function localTime(time: string | number): string {
  const date = new Date(typeof time === "number" ? time : time.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  if (Number.isNaN(date.getTime())) return String(time);
  const pad = (part: number): string => String(part).padStart(2, "0");
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

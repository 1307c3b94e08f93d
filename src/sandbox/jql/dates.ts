/**
 * Dates in JQL: `2026-01-31`, `"2026/01/31 14:00"`, `-7d`, `4w 2d`, `startOfMonth(-1)`. All times are UTC.
 *
 * @see https://support.atlassian.com/jira-software-cloud/docs/jql-functions/
 * @module
 */

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const ABSOLUTE = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?: (\d{1,2}):(\d{2}))?$/;
const PERIOD = /^([+-]?)((?:\d+[wdhm] ?)+)$/;
const INCREMENT = /^([+-]?\d+)([yMwdhm]?)$/;

type Span = "Day" | "Week" | "Month" | "Year";
const NATURAL_UNIT: Readonly<Record<Span, string>> = { Day: "d", Week: "w", Month: "M", Year: "y" };

/** Parses a date value to milliseconds since 1970; `undefined` if it is invalid. */
export function parseDate(text: string, now: number): number | undefined {
  return parseAbsolute(text) ?? parsePeriod(text, now);
}

/**
 * Evaluates a date function such as `startOfWeek("-1")`.
 *
 * @returns `undefined` if there is no such function; `"bad-argument"` if its argument is not an increment.
 */
export function callDateFunction(
  call: { readonly name: string; readonly args: readonly string[] },
  now: number,
): number | "bad-argument" | undefined {
  const name = call.name.toLowerCase();
  if (name === "now") return call.args.length === 0 ? now : "bad-argument";
  const match = /^(start|end)of(day|week|month|year)$/.exec(name);
  const span = SPANS.find((candidate) => candidate.toLowerCase() === match?.[2]);
  if (match === null || span === undefined) return undefined;
  const [increment = "0", ...surplus] = call.args;
  const from = surplus.length > 0 ? undefined : addIncrement(new Date(now), increment, NATURAL_UNIT[span]);
  if (from === undefined) return "bad-argument";
  const start = startOf(span, from);
  return match[1] === "start" ? start : endOf(span, start);
}

const SPANS: readonly Span[] = ["Day", "Week", "Month", "Year"];

function parseAbsolute(text: string): number | undefined {
  const match = ABSOLUTE.exec(text.trim());
  if (match === null) return undefined;
  const [year, month, day, hour, minute] = [1, 3, 4, 5, 6].map((group) => Number(match[group] ?? 0));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && (hour ?? 0) < 24 &&
    (minute ?? 0) < 60;
  return exists ? date.getTime() : undefined;
}

function parsePeriod(text: string, now: number): number | undefined {
  const match = PERIOD.exec(text.trim());
  if (match === null) return undefined;
  const pieces = (match[2] ?? "").trim().split(/(?<=[wdhm])/);
  const length = pieces.reduce(
    (sum, piece) => sum + Number(piece.slice(0, -1)) * unitLength(piece.slice(-1)),
    0,
  );
  return match[1] === "-" ? now - length : now + length;
}

function addIncrement(date: Date, increment: string, naturalUnit: string): Date | undefined {
  const match = INCREMENT.exec(increment.trim());
  if (match === null) return undefined;
  const count = Number(match[1]);
  const unit = match[2] === "" || match[2] === undefined ? naturalUnit : match[2];
  if (unit !== "y" && unit !== "M") return new Date(date.getTime() + count * unitLength(unit));
  const months = count * (unit === "y" ? 12 : 1);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}

function unitLength(unit: string): number {
  switch (unit) {
    case "m":
    case "h":
    case "d":
    case "w":
      return UNITS[unit];
    default:
      return 0;
  }
}

function startOf(span: Span, date: Date): number {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (span) {
    case "Day":
      return Date.UTC(year, month, day);
    case "Week":
      return Date.UTC(year, month, day - date.getUTCDay());
    case "Month":
      return Date.UTC(year, month, 1);
    case "Year":
      return Date.UTC(year, 0, 1);
  }
}

function endOf(span: Span, start: number): number {
  const date = new Date(start);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (span) {
    case "Day":
      return Date.UTC(year, month, day + 1) - 1;
    case "Week":
      return Date.UTC(year, month, day + 7) - 1;
    case "Month":
      return Date.UTC(year, month + 1, 1) - 1;
    case "Year":
      return Date.UTC(year + 1, 0, 1) - 1;
  }
}
